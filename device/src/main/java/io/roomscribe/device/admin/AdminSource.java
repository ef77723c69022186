package io.roomscribe.device.admin;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.Message.Reply;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the box offers to whoever stands before it.
///
/// @param status of the box, as `status.json` has it
/// @param day what happened since midnight, oldest first
/// @param commands does one and answers
/// @param everything starts what a box that records only left out; false when it left out nothing
public record AdminSource(
        Supplier<? extends Record> status,
        Supplier<InputLevel> level,
        Supplier<List<DayEvent>> day,
        Function<CommandBody, Reply> commands,
        Supplier<Boolean> everything) {}
