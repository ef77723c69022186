package io.roomscribe.device.identity;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.CheckedRequest;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.RenewalRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A hub that answers as the real one does: the same key always gets the same certificate.
final class ScriptedHubDesk implements HubDesk {
    private final Authority authority;
    private final Duration life;
    final Map<String, String> issued = new LinkedHashMap<>();
    Optional<EnrolmentAnswer> answersWith = Optional.empty();

    ScriptedHubDesk(Path folder, Clock clock, Duration life) {
        var files = new AuthorityFolder(folder);
        var random = new SecureRandom();
        Authority.init(files, ServerNames.parse(List.of("localhost")), clock, random, false);
        this.authority = Authority.open(files, clock, random);
        this.life = life;
    }

    @Override
    public EnrolmentAnswer enrol(EnrolmentRequest request) {
        return answersWith.orElseGet(() -> issue(request.request()));
    }

    @Override
    public EnrolmentAnswer renew(RenewalRequest request) {
        var key = Pem.certificates(request.certificate()).getFirst().getPublicKey();
        if (!request.isSignedBy(key)) {
            throw new AssertionError("not signed with the old key");
        }
        return answersWith.orElseGet(() -> issue(request.request()));
    }

    private EnrolmentAnswer issue(String text) {
        var request = CheckedRequest.parse(text);
        return new EnrolmentAnswer.Issued(
                issued.computeIfAbsent(
                        request.keyHash(),
                        hash -> Pem.of(authority.issue(request.device(), request.key(), life))));
    }
}
