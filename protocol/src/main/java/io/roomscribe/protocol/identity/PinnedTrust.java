package io.roomscribe.protocol.identity;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts whoever a pinned root vouches for, and nobody else: no root of the machine, no root of
/// the network's. While the clock is not good, a certificate that is not valid yet is taken for one
/// that is: a box without a battery starts in the past, and the pin proves the hub by itself.
///
/// Immutable.
public final class PinnedTrust extends X509ExtendedTrustManager {
    private final Set<Pin> pins;
    private final Supplier<Instant> clock;
    private final BooleanSupplier isClockGood;

    public PinnedTrust(List<Pin> pins, Supplier<Instant> clock, BooleanSupplier isClockGood) {
        this.pins = Set.copyOf(pins);
        this.clock = clock;
        this.isClockGood = isClockGood;
    }

    /// TLS with this trust.
    ///
    /// @param own the key and chain to show, none when the chain is empty
    public SSLContext context(List<OwnIdentity> own) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    own.isEmpty() ? new KeyManager[0] : keyManagers(own.getFirst()),
                    new TrustManager[] {this},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS 1.3", e);
        }
    }

    private static KeyManager[] keyManagers(OwnIdentity own) throws GeneralSecurityException {
        try {
            // Never written. PKCS12 derives a key by 20,000 rounds of SHA-256 even for that: more
            // work than the rest of a connection.
            var store = KeyStore.getInstance("JKS");
            store.load(null, new char[0]);
            store.setKeyEntry(
                    "own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }

    /// A connection that trusts the pins alone and goes nowhere else. Uses the JDK's old client,
    /// since that is in every runtime and asks for no threads.
    ///
    /// @param timeout of connecting, and of each wait for bytes
    public HttpsURLConnection open(URI address, Duration timeout) throws IOException {
        var connection = (HttpsURLConnection) address.toURL().openConnection();
        connection.setSSLSocketFactory(context(List.of()).getSocketFactory());
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        delegate(chain).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        delegate(chain).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        delegate(chain).checkServerTrusted(chain, type);
    }

    private X509ExtendedTrustManager delegate(X509Certificate[] chain) throws CertificateException {
        for (var one : chain) {
            if (pins.contains(Pin.of(one))) {
                return trustManager(one, date(chain[0]));
            }
        }
        var last = chain[chain.length - 1];
        throw new StrangerException(last.getIssuerX500Principal().getName());
    }

    private Date date(X509Certificate certificate) {
        var now = clock.get();
        var from = certificate.getNotBefore().toInstant();
        return Date.from(isClockGood.getAsBoolean() || now.isAfter(from) ? now : from);
    }

    private static X509ExtendedTrustManager trustManager(X509Certificate root, Date date)
            throws CertificateException {
        try {
            var parameters =
                    new PKIXBuilderParameters(
                            Set.of(new TrustAnchor(root, null)), new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(date);
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
            throw new CertificateException("this Java cannot check certificates", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
