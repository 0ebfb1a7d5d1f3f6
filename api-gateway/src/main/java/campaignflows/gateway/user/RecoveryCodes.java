package campaignflows.gateway.user;

import campaignflows.gateway.authentication.SecretHash;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/**
 * Codes for whoever has lost the authenticator app, each for one sign-in: 80 random bits, of which a hash is stored as of all
 * random secrets.
 */
final class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int BYTES = 10;
    private static final Pattern NO_PART = Pattern.compile("[\\s-]");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    /** Ten new ones, as people write them down. */
    static List<String> create() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            String text = new Base32().encodeToString(bytes).toLowerCase(Locale.ROOT);
            codes.add(String.join(
                    "-", text.substring(0, 4), text.substring(4, 8), text.substring(8, 12), text.substring(12)));
        }
        return List.copyOf(codes);
    }

    /** What is stored of a code, however it was typed. */
    static String hash(String code) {
        return SecretHash.of(NO_PART.matcher(code).replaceAll("").toLowerCase(Locale.ROOT))
                .hex();
    }
}
