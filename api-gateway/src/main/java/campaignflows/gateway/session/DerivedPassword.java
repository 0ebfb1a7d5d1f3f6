package campaignflows.gateway.session;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a password gives with a salt, by PBKDF2 with HMAC-SHA-512 and so many rounds that guessing is slow. Of its 64 bytes, which
 * cost no more than fewer, the first half is stored and tells whether a password is the right one; the second half is stored
 * nowhere and encrypts what the password is to protect. Neither half says anything of the other.
 */
public final class DerivedPassword {
    /** What OWASP recommends for this function in 2023. */
    private static final int ROUNDS = 210_000;

    private static final int BYTES = 64;
    private static final int HALF = BYTES / 2;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final int rounds;
    private final byte[] bytes;

    /** With the salt and the rounds of what is stored; slow by intention: a few tenths of a second. */
    DerivedPassword(String password, byte[] salt, int rounds) {
        this.salt = salt.clone();
        this.rounds = rounds;
        this.bytes = derive(password, salt, rounds);
    }

    /** With a salt of its own. */
    public static DerivedPassword of(String password) {
        return withSalt(password, newSalt());
    }

    /** With a salt that is there already, and as many rounds as a new password gets. */
    public static DerivedPassword withSalt(String password, byte[] salt) {
        return new DerivedPassword(password, salt, ROUNDS);
    }

    public static byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** What is stored of it. */
    public PasswordHash hash() {
        return new PasswordHash(salt, Arrays.copyOf(bytes, HALF), rounds);
    }

    /** A key of AES-256 that only whoever knows the password has. */
    public SecretKey key() {
        return new SecretKeySpec(bytes, HALF, HALF, "AES");
    }

    /** The same password may be written in several forms of Unicode, by different keyboards. */
    private static byte[] derive(String password, byte[] salt, int rounds) {
        char[] composed = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(composed, salt, rounds, BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected PBKDF2WithHmacSHA512, which every JDK has", e);
        } finally {
            spec.clearPassword();
        }
    }
}
