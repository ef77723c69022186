package io.roomscribe.device.identity;

import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.RenewalRequest;

/// Who gives certificates.
public interface HubDesk {
    /// @throws IdentityFailure when nobody answers who is the hub
    EnrolmentAnswer enrol(EnrolmentRequest request);

    /// @throws IdentityFailure when nobody answers who is the hub
    EnrolmentAnswer renew(RenewalRequest request);
}
