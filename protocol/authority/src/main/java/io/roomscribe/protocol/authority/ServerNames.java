package io.roomscribe.protocol.authority;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// By which names and addresses boxes reach the hub, sorted.
///
/// Immutable.
public record ServerNames(List<String> names, List<String> addresses) {
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public ServerNames {
        names = List.copyOf(new TreeSet<>(names));
        addresses = List.copyOf(new TreeSet<>(addresses));
        if (names.isEmpty() && addresses.isEmpty()) {
            throw new IllegalArgumentException("the hub needs a name or an address");
        }
    }

    /// Told apart by their form.
    ///
    /// @throws IllegalArgumentException names the one that is neither
    public static ServerNames parse(Collection<String> texts) {
        var names = new TreeSet<String>();
        var addresses = new TreeSet<String>();
        for (var text : texts) {
            var one = text.strip().toLowerCase(Locale.ROOT);
            var address = address(one);
            if (address.isPresent()) {
                addresses.add(address.get());
            } else if (NAME.matcher(one).matches()) {
                names.add(one);
            } else {
                throw new IllegalArgumentException(
                        "'%s' is neither a host name nor an address".formatted(text));
            }
        }
        return new ServerNames(List.copyOf(names), List.copyOf(addresses));
    }

    /// In the form that certificates give back.
    private static Optional<String> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static ServerNames of(X509Certificate certificate) {
        try {
            var names = new TreeSet<String>();
            var addresses = new TreeSet<String>();
            var alternatives = certificate.getSubjectAlternativeNames();
            for (var one : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (one.get(0) instanceof Integer kind && one.get(1) instanceof String text) {
                    switch (kind) {
                        case DNS -> names.add(text);
                        case IP -> addresses.add(text);
                        default -> {
                            // Nothing that we put there.
                        }
                    }
                }
            }
            return new ServerNames(List.copyOf(names), List.copyOf(addresses));
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("a certificate without readable names", e);
        }
    }
}
