package campaignflows.platform.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.audit.ActorKind;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcceptedKeysTokenParserTest {
    private static final String AUDIENCE = "platform-web";
    private static final Caller SERVICE = Caller.service("upload-service", UUID.randomUUID());

    private final InternalKey key = new InternalKey(Base64.getEncoder().encodeToString(new byte[32]));
    private final JWTAuthContextInfo rules = new TokenVerification().rules(key, AUDIENCE);

    private String token(Caller caller, Clock at) {
        return new InternalTokens(key, at).mint(AUDIENCE, caller);
    }

    /** By whose clock so much time has passed. */
    private AcceptedKeysTokenParser parser(Duration passed) {
        return new AcceptedKeysTokenParser(key, Clock.offset(Clock.systemUTC(), passed));
    }

    @Test
    void shouldKnowATokenOfAServiceUntilItEnds() throws ParseException {
        String token = token(SERVICE, Clock.systemUTC());
        AcceptedKeysTokenParser before = parser(Duration.ZERO);
        AcceptedKeysTokenParser after = parser(InternalTokens.LIFETIME);

        JWTCallerPrincipal known = before.parse(token, rules);
        assertThat(before.parse(token, rules)).isSameAs(known);
        assertThat(known.getName()).isEqualTo("upload-service");
        assertThat(after.parse(token, rules))
                .as("verified once more, which is for the library to refuse")
                .isNotSameAs(after.parse(token, rules));
    }

    @Test
    void shouldVerifyATokenOfAPersonEachTime() throws ParseException {
        String token = token(new Caller(UUID.randomUUID(), "ann", Set.of(Role.ADMIN)), Clock.systemUTC());
        AcceptedKeysTokenParser parser = parser(Duration.ZERO);

        assertThat(parser.parse(token, rules)).isNotSameAs(parser.parse(token, rules));
    }

    @Test
    void shouldNotKeepATokenThatNamesARequest() throws ParseException {
        CallerOrigin seen = new CallerOrigin(ActorKind.SYSTEM, "203.0.113.7", "request-1");
        String token = token(SERVICE.from(seen), Clock.systemUTC());
        AcceptedKeysTokenParser parser = parser(Duration.ZERO);

        assertThat(parser.parse(token, rules)).isNotSameAs(parser.parse(token, rules));
    }

    @Test
    void shouldKnowNoTokenThatIsRefused() {
        String expired = token(
                SERVICE,
                Clock.fixed(Instant.now().minusSeconds(120), Clock.systemUTC().getZone()));
        AcceptedKeysTokenParser parser = parser(Duration.ZERO);

        assertThatThrownBy(() -> parser.parse(expired, rules)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> parser.parse(expired, rules)).isInstanceOf(ParseException.class);
    }
}
