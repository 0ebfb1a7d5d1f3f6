package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthenticationQuarkusTest extends RunningEdge {
    @Test
    void shouldServeTheCallerOfAValidToken() {
        Answer answer = client.get(SAMPLES + "/who", "Authorization", bearer(Role.OPERATOR));

        assertThat(answer.text())
                .isEqualTo("{\"tenant\":\"" + TENANT
                        + "\",\"subject\":\"ann\",\"roles\":[\"operator\",\"viewer\"],\"thread\":\"virtual\"}");
    }

    @Test
    void shouldRefuseARequestWithoutToken() {
        Answer answer = client.get(SAMPLES + "/who");

        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void shouldRefuseAnInternalPathWithoutTokenThoughItsResourceNamesNoRole() {
        assertProblem(
                client.send("POST", "/internal/v1/samples", "{}", "Content-Type", "application/json"),
                ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "", "e30.e30."})
    void shouldRefuseWhatIsNoToken(String token) {
        assertProblem(client.get(SAMPLES + "/who", "Authorization", "Bearer " + token), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void shouldRefuseTokensThatAreWrongInOneThing() {
        Instant now = Instant.now();
        SecretKey other = new SecretKeySpec(new byte[32], "HmacSHA256");
        Map<String, String> wrong = Map.of(
                "audience", signed(claims(now, 60).audience("campaign-service"), key()),
                "no audience", signed(claims(now, 60), key()),
                "issuer", signed(claims(now, 60).audience("platform-web").issuer("someone"), key()),
                "expired", signed(claims(now.minusSeconds(120), 60).audience("platform-web"), key()),
                "too long a life", signed(claims(now, 3600).audience("platform-web"), key()),
                "key", signed(claims(now, 60).audience("platform-web"), other),
                "algorithm HS512", handmade("HS512", now),
                "algorithm none", handmade("none", now));

        wrong.forEach((what, token) -> {
            Answer answer = client.get(SAMPLES + "/who", "Authorization", "Bearer " + token);
            assertThat(answer.status()).as(what).isEqualTo(401);
            assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        });
        assertThat(client.get(SAMPLES + "/who", "Authorization", "Bearer " + handmade("HS256", now))
                        .status())
                .as("one made by hand with nothing wrong")
                .isEqualTo(200);
        assertThat(client.get(
                                SAMPLES + "/who",
                                "Authorization",
                                "Bearer " + signed(claims(now, 60).audience("platform-web"), key()))
                        .status())
                .as("the same token with nothing wrong")
                .isEqualTo(200);
    }

    private static JwtClaimsBuilder claims(Instant issued, long seconds) {
        return Jwt.issuer("campaign-flows")
                .subject("ann")
                .groups("admin")
                .claim("tenant", TENANT.toString())
                .issuedAt(issued)
                .expiresAt(issued.plusSeconds(seconds));
    }

    private SecretKey key() {
        return new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256");
    }

    private static String signed(JwtClaimsBuilder claims, SecretKey key) {
        return claims.jws().algorithm(SignatureAlgorithm.HS256).sign(key);
    }

    /** All is right but the algorithm: HS512 is signed with the very key. */
    private String handmade(String algorithm, Instant now) {
        String header = "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm);
        String claims =
                "{\"iss\":\"campaign-flows\",\"aud\":\"platform-web\",\"sub\":\"ann\",\"groups\":[\"admin\"],\"tenant\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(TENANT, now.getEpochSecond(), now.getEpochSecond() + 60);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String content = encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        if (algorithm.equals("none")) {
            return content + ".";
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
            mac.init(key());
            return content + "." + encoder.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRefuseARoleThatIsNotAllowed() {
        assertProblem(as(Role.VIEWER, SAMPLES + "/admin"), ErrorCode.FORBIDDEN);
        assertThat(as(Role.ADMIN, SAMPLES + "/admin").text()).isEqualTo("ok");
        assertProblem(as(Role.CAMPAIGN_MANAGER, SAMPLES + "/admin"), ErrorCode.FORBIDDEN);
        assertThat(as(Role.CAMPAIGN_MANAGER, SAMPLES + "/who").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatOnlyResemblesATokenOfAServiceThatIsKnown() {
        Instant now = Instant.now();
        String token = signed(ofService(now), key());
        String forged = signed(ofService(now), new SecretKeySpec(new byte[32], "HmacSHA256"));

        assertThat(internal(token).status()).isEqualTo(200);
        assertThat(internal(token).status()).as("shown again").isEqualTo(200);
        assertThat(internal(forged).status()).as("the same claims").isEqualTo(401);
        assertThat(internal(token + "A").status()).as("changed").isEqualTo(401);
    }

    private static JwtClaimsBuilder ofService(Instant issued) {
        return Jwt.issuer("campaign-flows")
                .subject("upload-service")
                .audience("platform-web")
                .groups("service")
                .issuedAt(issued)
                .expiresAt(issued.plusSeconds(60));
    }

    private Answer internal(String token) {
        return client.send(
                "POST",
                "/internal/v1/samples",
                "{\"number\":1}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    @Test
    void shouldServeInternalPathsToServicesOnlyAndIgnoreUnknownPropertiesThere() {
        String body = "{\"number\":1,\"added_later\":{\"deep\":[1]}}";
        String[] json = {"Content-Type", "application/json", "Authorization"};

        Answer admin = client.send("POST", "/internal/v1/samples", body, json[0], json[1], json[2], bearer(Role.ADMIN));
        Answer forTenant =
                client.send("POST", "/internal/v1/samples", body, json[0], json[1], json[2], serviceBearer(TENANT));
        Answer acrossTenants =
                client.send("POST", "/internal/v1/samples", body, json[0], json[1], json[2], serviceBearer(null));

        assertProblem(admin, ErrorCode.FORBIDDEN);
        assertThat(forTenant.text())
                .isEqualTo("{\"number\":2,\"tenant\":\"" + TENANT + "\",\"subject\":\"upload-service\"}");
        assertThat(acrossTenants.text()).isEqualTo("{\"number\":2,\"tenant\":\"none\",\"subject\":\"upload-service\"}");
    }
}
