package campaignflows.platform.web.auth;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Lets the token library try each accepted key; the rules of a valid token are the same for all of them. */
@Alternative
@Priority(1)
@Singleton
public class AcceptedKeysTokenParser extends JWTCallerPrincipalFactory {
    private final JWTCallerPrincipalFactory library = new DefaultJWTCallerPrincipalFactory();
    private final List<SecretKey> keys;

    AcceptedKeysTokenParser(InternalKey key) {
        this.keys = key.accepted();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        @Nullable ParseException first = null;
        for (SecretKey key : keys) {
            JWTAuthContextInfo ofKey = new JWTAuthContextInfo(rules);
            ofKey.setSecretVerificationKey(key);
            try {
                return library.parse(token, ofKey);
            } catch (ParseException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new ParseException("Expected a key") : first;
    }
}
