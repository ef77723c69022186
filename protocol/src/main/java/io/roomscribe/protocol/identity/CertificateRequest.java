package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.DeviceId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/// A PKCS#10 certificate request, written by hand: the JDK cannot, and the library that can is
/// twelve megabytes that a box has no other use for. The hub reads it with that library.
public final class CertificateRequest {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT = 0x06;
    private static final int UTF8 = 0x0c;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int NO_ATTRIBUTES = 0xa0;

    /// 2.5.4.3, commonName.
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    /// 1.2.840.10045.4.3.2, ecdsa-with-SHA256.
    private static final byte[] ECDSA_SHA256 = {
        0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    private CertificateRequest() {}

    /// A request for `device`, signed with its EC key, as PEM.
    public static String of(DeviceId device, KeyPair keys) {
        var name =
                der(
                        SEQUENCE,
                        der(
                                SET,
                                der(
                                        SEQUENCE,
                                        der(OBJECT, COMMON_NAME),
                                        der(
                                                UTF8,
                                                device.value().getBytes(StandardCharsets.UTF_8)))));
        var asked =
                der(
                        SEQUENCE,
                        der(INTEGER, new byte[] {0}),
                        name,
                        keys.getPublic().getEncoded(),
                        der(NO_ATTRIBUTES));
        return Pem.request(
                der(
                        SEQUENCE,
                        asked,
                        der(SEQUENCE, der(OBJECT, ECDSA_SHA256)),
                        der(BIT_STRING, new byte[] {0}, signature(asked, keys))));
    }

    private static byte[] signature(byte[] bytes, KeyPair keys) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with an EC key", e);
        }
    }

    private static byte[] der(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        if (body.size() < 0x80) {
            all.write(body.size());
        } else if (body.size() < 0x100) {
            all.write(0x81);
            all.write(body.size());
        } else {
            all.write(0x82);
            all.write(body.size() >> 8);
            all.write(body.size());
        }
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }
}
