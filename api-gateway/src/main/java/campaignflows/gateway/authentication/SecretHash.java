package campaignflows.gateway.authentication;

import campaignflows.platform.values.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What is stored of a secret of 256 random bits: its SHA-256. A secret of that entropy needs neither salt nor a slow hash, so
 * that the hash can be looked up; the timing of the look-up reveals nothing that leads to a secret.
 */
public record SecretHash(String hex) {
    private static final int LENGTH = 64;

    public SecretHash {
        if (hex.length() != LENGTH) {
            throw new IllegalArgumentException("Expected 64 hexadecimal digits, but there are " + hex.length());
        }
    }

    public static SecretHash of(String secret) {
        return ofBytes(Sha256.of(secret));
    }

    public static SecretHash ofBytes(byte[] hash) {
        return new SecretHash(HexFormat.of().formatHex(hash));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Compares in constant time. */
    public boolean matches(SecretHash other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /** Not even the hash belongs in a log. */
    @Override
    public String toString() {
        return "SecretHash";
    }
}
