package campaignflows.platform.web.auth;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Configures the token library with what a valid internal token is: signed with our key by HS256 and nothing else, issued by us,
 * for this service, not expired.
 */
@Singleton
public class TokenVerification {
    private static final int CLOCK_SKEW_SECONDS = 5;

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    JWTAuthContextInfo rules(InternalKey key, @ConfigProperty(name = "quarkus.application.name") String audience) {
        JWTAuthContextInfo rules = new JWTAuthContextInfo(key.key(), InternalTokens.ISSUER);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        rules.setExpectedAudience(Set.of(audience));
        rules.setRequiredClaims(Set.of("sub", "exp", "iat", "groups"));
        rules.setClockSkew(CLOCK_SKEW_SECONDS);
        rules.setMaxTimeToLiveSecs(InternalTokens.LIFETIME.toSeconds() + CLOCK_SKEW_SECONDS);
        return rules;
    }
}
