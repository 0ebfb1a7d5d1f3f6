package campaignflows.platform.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.audit.ActorKind;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InternalTokensTest {
    private static final UUID TENANT = UUID.randomUUID();
    private static final Caller SERVICE = Caller.service("api-gateway", TENANT);

    private final InternalTokens tokens =
            new InternalTokens(new InternalKey(Base64.getEncoder().encodeToString(new byte[32])), Clock.systemUTC());

    @Test
    void shouldShowTheTokenOfAServiceAgain() {
        String token = tokens.of("upload-service", SERVICE);

        assertThat(tokens.of("upload-service", Caller.service("api-gateway", TENANT)))
                .isEqualTo(token);
        assertThat(tokens.of("campaign-service", SERVICE)).isNotEqualTo(token);
        assertThat(tokens.of("upload-service", Caller.service("api-gateway", UUID.randomUUID())))
                .isNotEqualTo(token);
        assertThat(tokens.of("upload-service", Caller.service("api-gateway", null)))
                .isNotEqualTo(token);
    }

    @Test
    void shouldMakeOneForEachRequestOfAPerson() {
        Caller ann = new Caller(TENANT, "ann", Set.of(Role.ADMIN));
        Caller forAnn = SERVICE.from(new CallerOrigin(ActorKind.USER, "203.0.113.7", "request-1"));

        assertThat(tokens.of("upload-service", ann)).isNotEqualTo(tokens.of("upload-service", ann));
        assertThat(tokens.of("upload-service", forAnn)).isNotEqualTo(tokens.of("upload-service", forAnn));
    }
}
