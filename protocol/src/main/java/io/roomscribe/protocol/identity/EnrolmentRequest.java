package io.roomscribe.protocol.identity;

/// What a box sends to `POST /enrol`: its claim and a request for a certificate. Sending it again
/// with the same key changes nothing and brings the same certificate.
///
/// Immutable.
///
/// @param claim empty to ask for being accepted by a person
/// @param request PKCS#10 as PEM, its CN the box's id
/// @param serial the machine's serial number, empty when it has none
public record EnrolmentRequest(String claim, String request, String serial, String software) {
    public static final String PATH = "/enrol";

    /// Without the claim.
    @Override
    public String toString() {
        return "EnrolmentRequest[serial=" + serial + "]";
    }
}
