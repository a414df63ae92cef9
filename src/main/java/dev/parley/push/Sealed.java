package dev.parley.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A message as only one browser can read it: RFC 8291, in one record of RFC 8188. */
final class Sealed {
    /** What every push service takes is 4096 octets with everything around it. */
    static final int LONGEST = 3_500;
    private static final int RECORD = 4096;
    private static final int POINT = 65;
    private static final int AUTH = 16;
    private static final int SALT = 16;
    private static final int TAG_BITS = 128;
    private static final byte UNCOMPRESSED = 4;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    /** The keys of a browser: its public key, and a secret that the push service does not know. */
    record BrowserKeys(ECKey key, Base64URL auth) {
        /** Empty if these are none. A point that is not on the curve is refused, too. */
        static Optional<BrowserKeys> of(String p256dh, String auth) {
            try {
                byte[] point = decoded(p256dh);
                byte[] secret = decoded(auth);
                if (point.length != POINT || point[0] != UNCOMPRESSED || secret.length != AUTH) {
                    return Optional.empty();
                }
                ECKey key = new ECKey.Builder(Curve.P_256, Base64URL.encode(Arrays.copyOfRange(point, 1, 33)), Base64URL.encode(Arrays.copyOfRange(point, 33, POINT))).build();
                return Optional.of(new BrowserKeys(key, Base64URL.encode(secret)));
            } catch (IllegalArgumentException | IllegalStateException none) {
                return Optional.empty();
            }
        }

        /** Of both alphabets, with padding or without. */
        private static byte[] decoded(String text) {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        }
    }

    static byte[] of(String text, BrowserKeys browser) throws GeneralSecurityException, JOSEException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return of(text.getBytes(StandardCharsets.UTF_8), browser, generator.generateKeyPair(), salt);
    }

    static byte[] of(byte[] text, BrowserKeys browser, KeyPair ours, byte[] salt) throws GeneralSecurityException, JOSEException {
        byte[] point = point(new ECKey.Builder(Curve.P_256, (ECPublicKey) ours.getPublic()).build());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(browser.key().toECPublicKey(), true);
        byte[] shared = derived(agreement.generateSecret(), browser.auth().decode(), joined(ascii("WebPush: info\0"), point(browser.key()), point), 32);
        byte[] key = derived(shared, salt, ascii("Content-Encoding: aes128gcm\0"), 16);
        byte[] nonce = derived(shared, salt, ascii("Content-Encoding: nonce\0"), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] secret = cipher.doFinal(joined(text, new byte[] {LAST_RECORD}));
        return joined(salt, ByteBuffer.allocate(5).putInt(RECORD).put((byte) POINT).array(), point, secret);
    }

    /** A public key as browsers want it. */
    static byte[] point(ECKey key) {
        return joined(new byte[] {UNCOMPRESSED}, key.getX().decode(), key.getY().decode());
    }

    private static byte[] derived(byte[] secret, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
