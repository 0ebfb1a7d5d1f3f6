package campaignflows.gateway.session;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored of a password: PBKDF2 with HMAC-SHA-512, a salt of its own and so many rounds that guessing is slow. The number
 * of rounds is stored with it, so that it can be increased later.
 */
public final class PasswordHash {
    /** What OWASP recommends for this function in 2023. */
    private static final int ROUNDS = 210_000;

    private static final int BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final byte[] hash;
    private final int rounds;

    /** A hash as it was stored. */
    public PasswordHash(byte[] salt, byte[] hash, int rounds) {
        this.salt = salt.clone();
        this.hash = hash.clone();
        this.rounds = rounds;
    }

    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(salt, derive(password, salt, ROUNDS), ROUNDS);
    }

    /** Slow by intention: a few tenths of a second. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds));
    }

    public byte[] salt() {
        return salt.clone();
    }

    public byte[] hash() {
        return hash.clone();
    }

    public int rounds() {
        return rounds;
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BYTES * 8);
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
