package campaignflows.gateway.openid;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in a JSON Web Token. Whether it is true, this does not say: quarkus-oidc verifies it. */
final class TokenClaims {
    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    private TokenClaims() {}

    /** Whether it has the form of a token in three parts. */
    static boolean isToken(String text) {
        return SIGNED.matcher(text).matches();
    }

    /** Empty if it is no token. */
    static Optional<JsonNode> read(String token) {
        if (!isToken(token)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
