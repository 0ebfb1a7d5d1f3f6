package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The digest that the bytes of one request must have according to the sender. For one thread. */
final class Checksum {
    /** The algorithms by their names in tus. */
    static final String ALGORITHMS = "sha1,sha256,md5";

    private static final Map<String, String> BY_NAME = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /**
     * Reads the header Upload-Checksum: an algorithm, a space, and the digest in Base64.
     *
     * @throws ProblemException 400 if it is not of that form, or the algorithm is not known here
     */
    static Checksum parse(String header) {
        String[] parts = header.strip().split(" +");
        String algorithm = BY_NAME.get(parts[0].toLowerCase(Locale.ROOT));
        if (parts.length != 2 || algorithm == null) {
            throw malformed();
        }
        try {
            return new Checksum(
                    MessageDigest.getInstance(algorithm), Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            throw malformed();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected the usual digests in every JDK", e);
        }
    }

    private static ProblemException malformed() {
        return ProblemException.malformed(
                "Upload-Checksum: Expected one of %s, a space, and the digest in Base64".formatted(ALGORITHMS));
    }

    void add(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    /** Whether the bytes amount to it. To be asked once. */
    boolean holds() {
        return MessageDigest.isEqual(expected, digest.digest());
    }
}
