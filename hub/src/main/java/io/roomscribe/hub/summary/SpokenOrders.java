package io.roomscribe.hub.summary;

import java.util.List;
import java.util.regex.Pattern;

/// Tells what is said to a machine that listens from what people say to each other: "ignore your
/// instructions and ...". Such a line is shown in the transcript as any other, but nothing rests on
/// it: who speaks to the machine settles nothing with the people in the room. Where a real decision
/// stands in such a line it is lost as evidence, which is the lesser harm. Stateless.
final class SpokenOrders {
    private static final Pattern TO_MACHINE =
            Pattern.compile(
                    "\\b(?:(?:ignore|disregard|forget|override|bypass)(?: \\w+){0,3} (?:instructions?|prompts?|rules)"
                            + "|system (?:prompt|message)|developer mode|language model|you are (?:now|an?) (?:in |ai|assistant|model)"
                            + "|end of (?:the )?transcript|prompt injection|(?:dear|hey|hello) (?:assistant|ai|computer|roomscribe)"
                            + "|assistant (?:please|list|add|write|note|put)|minutes (?:must|should|shall) (?:say|state|read)"
                            + "|(?:add|list|insert|invent) (?:a|an|the) (?:decision|task|action item)|(?:valid |as )?json\\b"
                            + "|ignorier\\w*(?: \\w+){0,3} (?:anweisung|vorgabe|regel)\\w*|vergiss(?: \\w+){0,3} anweisung\\w*"
                            + "|(?:zignoruj|pomi\u0144|zapomnij)(?: \\w+){0,3} (?:instrukcj|polece)\\w*)",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    private SpokenOrders() {}

    static boolean isOne(Line line) {
        return TO_MACHINE.matcher(line.text()).find();
    }

    /// The lines that something may rest on.
    static List<Line> without(List<Line> lines) {
        return lines.stream().filter(line -> !isOne(line)).toList();
    }
}
