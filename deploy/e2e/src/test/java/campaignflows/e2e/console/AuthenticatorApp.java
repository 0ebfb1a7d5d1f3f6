package campaignflows.e2e.console;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** The app on somebody's phone, once it has the secret. */
record AuthenticatorApp(String secret) {
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();

    /** What it shows now. */
    String code() {
        return codeAt(Instant.now());
    }

    /** What it shows next, which a server takes already. */
    String nextCode() {
        return codeAt(Instant.now().plus(CODES.getTimeStep()));
    }

    private String codeAt(Instant at) {
        try {
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), CODES.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
