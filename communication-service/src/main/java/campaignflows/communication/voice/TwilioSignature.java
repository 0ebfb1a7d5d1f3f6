package campaignflows.communication.voice;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 by the account's auth token over the address that Twilio has called, as we gave it to
 * Twilio, and the form that came with it. Twilio sometimes signs the address with its port, and sometimes without.
 */
final class TwilioSignature {
    private static final String HMAC = "HmacSHA1";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private TwilioSignature() {}

    static boolean isRight(@Nullable String given, String authToken, String address, TwilioForm form) {
        if (given == null) {
            return false;
        }
        byte[] signature = given.getBytes(StandardCharsets.UTF_8);
        boolean right = false;
        for (String way : ways(address)) {
            right |= MessageDigest.isEqual(signature, of(authToken, way, form).getBytes(StandardCharsets.UTF_8));
        }
        return right;
    }

    static String of(String authToken, String address, TwilioForm form) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal((address + form.signed()).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA1 in every JDK", e);
        }
    }

    /** With its port and without. */
    private static Set<String> ways(String address) {
        URI uri = URI.create(address);
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        String rest = address.substring(
                uri.getScheme().length() + 3 + uri.getRawAuthority().length());
        Set<String> ways = new LinkedHashSet<>();
        ways.add(address);
        ways.add(uri.getScheme() + "://" + uri.getHost() + ":" + port + rest);
        ways.add(uri.getScheme() + "://" + uri.getHost() + rest);
        return ways;
    }
}
