package io.roomscribe.device.panel;

/// A colour of the light: which parts of an RGB lamp make it (red, green, blue), and which of three
/// single lamps (red, yellow, green).
enum Colour {
    RED("#..", "#.."),
    GREEN(".#.", "..#"),
    YELLOW("##.", ".#."),
    BLUE("..#", ".##"),
    WHITE("###", "###");

    private final String rgb;
    private final String single;

    Colour(String rgb, String single) {
        this.rgb = rgb;
        this.single = single;
    }

    /// Whether lamp `index` (0 to 2) takes part.
    boolean lights(PanelConfig.Lamps lamps, int index) {
        var parts =
                switch (lamps) {
                    case RGB -> rgb;
                    case SINGLE -> single;
                };
        return parts.charAt(index) == '#';
    }
}
