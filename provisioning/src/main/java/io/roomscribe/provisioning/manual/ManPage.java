package io.roomscribe.provisioning.manual;

import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/// A manual page for `man`, in its language roff, of a command and everything below it.
///
/// Confined to one thread.
final class ManPage {
    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandSpec root) {
        var made = new ManPage();
        made.line(".TH %s 1".formatted(root.name().toUpperCase(java.util.Locale.ROOT)));
        made.line(".SH NAME");
        made.line("%s \\- %s".formatted(text(root.name()), made.summary(root)));
        made.line(".SH SYNOPSIS");
        made.line(".B " + text(root.name()));
        made.line("\\fICOMMAND\\fR [\\fIOPTIONS\\fR]");
        made.line(".SH COMMANDS");
        made.below(root);
        made.line(".SH EXIT STATUS");
        root.usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> made.entry(text(code), List.of(meaning)));
        return made.page.toString().stripTrailing();
    }

    private void below(CommandSpec spec) {
        for (var sub : new LinkedHashSet<>(spec.subcommands().values())) {
            if (sub.getSubcommands().isEmpty()) {
                command(sub);
            } else {
                below(sub.getCommandSpec());
            }
        }
    }

    private void command(CommandLine command) {
        var spec = command.getCommandSpec();
        line(".SS " + text(spec.qualifiedName()));
        line(".nf");
        lines(List.of(command.getHelp().synopsis(0).strip()));
        line(".fi");
        line(".PP");
        lines(List.of(spec.usageMessage().description()));
        spec.positionalParameters()
                .forEach(one ->
                        entry(
                                "\\fI" + text(one.paramLabel()) + "\\fR",
                                List.of(one.description())));
        spec.options().stream()
                .filter(one -> !one.hidden() && !one.usageHelp() && !one.versionHelp())
                .forEach(one -> {
                    var label =
                            one.arity().max() == 0 ? "" : " \\fI" + text(one.paramLabel()) + "\\fR";
                    var names = "\\fB" + text(String.join(", ", one.names())) + "\\fR";
                    entry(names + label, List.of(one.description()));
                });
        lines(List.of(spec.usageMessage().footer()));
    }

    private String summary(CommandSpec spec) {
        return text(String.join(" ", spec.usageMessage().description()));
    }

    private void entry(String name, List<String> explained) {
        line(".TP");
        line(name);
        lines(explained);
    }

    private void lines(List<String> texts) {
        for (var part : texts) {
            for (var one : part.split("\n", -1)) {
                line(one.isBlank() ? ".PP" : text(plain(one)));
            }
        }
    }

    /// Without picocli's markup and with its line ends.
    private static String plain(String text) {
        return Ansi.OFF.string(text).replace("%n", " ").replace("%%", "%");
    }

    /// As roff takes it literally.
    private static String text(String text) {
        var escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
