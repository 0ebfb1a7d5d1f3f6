package campaignflows.platform.web.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Lets the token library try each accepted key; the rules of a valid token are the same for all of them. A service that acts by
 * itself shows the same token for some seconds, so one that was found valid is known as long as it is. One that names a request
 * is shown once.
 */
@Alternative
@Priority(1)
@Singleton
public class AcceptedKeysTokenParser extends JWTCallerPrincipalFactory {
    private static final long MOST_KNOWN = 1_000;
    private static final Set<String> OF_SERVICES = Set.of(Role.SERVICE.wireName());

    private final JWTCallerPrincipalFactory library = new DefaultJWTCallerPrincipalFactory();
    private final List<SecretKey> keys;
    private final Clock clock;
    private final Cache<String, JWTCallerPrincipal> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(InternalTokens.LIFETIME)
            .build();

    AcceptedKeysTokenParser(InternalKey key, Clock clock) {
        this.keys = key.accepted();
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        JWTCallerPrincipal seen = known.getIfPresent(token);
        if (seen != null && isAlive(seen)) {
            return seen;
        }
        JWTCallerPrincipal valid = verified(token, rules);
        if (valid.getGroups().equals(OF_SERVICES) && valid.getClaim(InternalTokens.REQUEST_CLAIM) == null) {
            known.put(token, valid);
        }
        return valid;
    }

    private boolean isAlive(JWTCallerPrincipal principal) {
        return clock.instant().isBefore(Instant.ofEpochSecond(principal.getExpirationTime()));
    }

    private JWTCallerPrincipal verified(String token, JWTAuthContextInfo rules) throws ParseException {
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
