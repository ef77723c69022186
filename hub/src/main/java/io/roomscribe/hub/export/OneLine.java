package io.roomscribe.hub.export;

/// Text as every format can hold it: on one line, without control characters, halves of characters
/// and the marks by which a piece of text could turn round what stands beside it.
final class OneLine {
    private OneLine() {}

    static String of(String text) {
        var out = new StringBuilder(text.length());
        var wantsBlank = false;
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            var letter = text.codePointAt(at);
            if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                wantsBlank = true;
            } else if (isText(letter)) {
                if (wantsBlank && !out.isEmpty()) {
                    out.append(' ');
                }
                wantsBlank = false;
                out.appendCodePoint(letter);
            }
        }
        return out.toString();
    }

    private static boolean isText(int letter) {
        var turnsRound =
                (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
        var isCharacter = (letter & 0xFFFE) != 0xFFFE && !(letter >= 0xFDD0 && letter <= 0xFDEF);
        return isCharacter
                && !turnsRound
                && !Character.isISOControl(letter)
                && Character.getType(letter) != Character.SURROGATE;
    }

    /// Whether its first letter with a direction is one of a script that is read from the right.
    static boolean isRightToLeft(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .filter(OneLine::isStrong)
                .limit(1)
                .anyMatch(direction -> direction != Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    }

    private static boolean isStrong(int direction) {
        return direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
