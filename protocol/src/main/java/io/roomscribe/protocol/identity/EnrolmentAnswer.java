package io.roomscribe.protocol.identity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the hub answers to a box that wants a certificate.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EnrolmentAnswer.Issued.class, name = "issued"),
    @JsonSubTypes.Type(value = EnrolmentAnswer.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = EnrolmentAnswer.Refused.class, name = "refused")
})
public sealed interface EnrolmentAnswer {

    /// Here it is.
    ///
    /// @param chain PEM, the box's own certificate first, the root last
    record Issued(String chain) implements EnrolmentAnswer {}

    /// A person at the hub has to accept the box; ask again in a while.
    ///
    /// @param fingerprint what that person compares with what the box shows
    record Waiting(String fingerprint) implements EnrolmentAnswer {}

    /// @param detail what a technician may be told, with what to do next
    record Refused(RefusalReason reason, String detail) implements EnrolmentAnswer {}
}
