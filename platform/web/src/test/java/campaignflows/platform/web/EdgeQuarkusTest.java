package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EdgeQuarkusTest {
    private static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String SAMPLES = "/api/v1/samples";

    @TestHTTPResource("/")
    URI base = URI.create("");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("");

    @Inject
    InternalTokens tokens;

    @Inject
    InternalHttp http;

    @ConfigProperty(name = "campaignflows.auth.secret")
    String secret;

    private TestClient client = new TestClient(base);

    @BeforeEach
    void connect() {
        client = new TestClient(base);
    }

    private String bearer(Role... roles) {
        return "Bearer " + tokens.mint("platform-web", new Caller(TENANT, "ann", Set.of(roles)));
    }

    private String serviceBearer(@Nullable UUID tenant) {
        return "Bearer " + tokens.mint("platform-web", Caller.service("upload-service", tenant));
    }

    private Answer as(Role role, String path) {
        return client.get(path, "Authorization", bearer(role));
    }

    private Answer post(String body) {
        return client.send(
                "POST", SAMPLES, body, "Authorization", bearer(Role.ADMIN), "Content-Type", "application/json");
    }

    private static void assertProblem(Answer answer, ErrorCode code) {
        assertThat(answer.contentType()).as(answer.text()).startsWith("application/problem+json");
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.text("status")).isEqualTo(Integer.toString(code.status()));
        assertThat(answer.text("code")).isEqualTo(code.wireName());
        assertThat(answer.text("type")).isEqualTo("urn:campaign-flows:problem:" + code.wireName());
        assertThat(answer.text("title")).isEqualTo(code.title());
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.text()).doesNotContain("campaignflows.", "java.", "jackson", "Exception", "\tat ");
    }

    // --- authentication

    @Test
    void shouldServeTheCallerOfAValidToken() {
        Answer answer = client.get(SAMPLES + "/who", "Authorization", bearer(Role.OPERATOR, Role.VIEWER));

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

    // --- problems

    @Test
    void shouldAnswerUnknownPathsMethodsAndTypes() {
        String token = bearer(Role.ADMIN);

        assertProblem(client.get("/nothing/here"), ErrorCode.NOT_FOUND);
        assertProblem(client.get("/api/v1/nothing", "Authorization", token), ErrorCode.NOT_FOUND);
        assertProblem(client.get(SAMPLES + "/by-id/xyz", "Authorization", token), ErrorCode.NOT_FOUND);
        assertProblem(client.send("DELETE", SAMPLES, null, "Authorization", token), ErrorCode.METHOD_NOT_ALLOWED);
        assertProblem(
                client.send("POST", SAMPLES, "a,b", "Authorization", token, "Content-Type", "text/csv"),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                client.get(SAMPLES + "/who", "Authorization", token, "Accept", "text/csv"), ErrorCode.NOT_ACCEPTABLE);
    }

    @Test
    void shouldCarryErrorsAndFindings() {
        Answer answer = as(Role.ADMIN, SAMPLES + "/fail/invalid");

        assertProblem(answer, ErrorCode.INVALID);
        assertThat(answer.text("errors")).isEmpty();
        assertThat(answer.json().path("errors").toString())
                .isEqualTo(
                        "[{\"field\":\"name\",\"message\":\"Too long\"},{\"index\":3,\"message\":\"No identifier\"}]");
        assertThat(answer.json().path("findings").toString()).isEqualTo("[{\"count\":7,\"id\":null}]");
    }

    @Test
    void shouldSayWhenToTryAgain() {
        Answer busy = as(Role.ADMIN, SAMPLES + "/fail/busy");
        Answer pool = as(Role.ADMIN, SAMPLES + "/fail/pool");

        assertProblem(busy, ErrorCode.TOO_MANY_REQUESTS);
        assertThat(busy.header("Retry-After")).isEqualTo("7");
        assertProblem(pool, ErrorCode.UNAVAILABLE);
        assertThat(pool.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void shouldTellNothingOfWhatIsUnexpectedButAReference() {
        for (String how : new String[] {"sql", "other"}) {
            Answer answer = as(Role.ADMIN, SAMPLES + "/fail/" + how);

            assertProblem(answer, ErrorCode.UNEXPECTED);
            assertThat(answer.text()).doesNotContain("secret");
            assertThat(answer.text("detail")).containsPattern("reference [0-9a-f-]{36} ");
        }
    }

    @Test
    void shouldBlameTextThatCannotBeStoredOnTheRequest() {
        assertProblem(as(Role.ADMIN, SAMPLES + "/fail/nul"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldRefuseABodyThatAnnouncesTooMuch() {
        Answer answer = post("{\"display_name\":\"" + "y".repeat(21 * 1024 * 1024) + "\"}");

        assertProblem(answer, ErrorCode.TOO_LARGE);
        assertThat(answer.text("detail")).isEqualTo("The body may have at most 20971520 bytes");
    }

    // --- JSON

    @Test
    void shouldReadAndWriteTheDialect() {
        Answer answer = post("""
                {"display_name":"Zoë","color":"dark_red","amount":1.10,"created_at":"2026-06-30T12:00:00+02:00",
                 "parts":[{"count":1}],"active":true}""");

        assertThat(answer.text())
                .isEqualTo(
                        "{\"display_name\":\"Zoë\",\"color\":\"dark_red\",\"amount\":1.10,"
                                + "\"created_at\":\"2026-06-30T10:00:00Z\",\"parts\":[{\"count\":1,\"id\":null}],\"active\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":1}                                | colour         | Unknown property 'colour' (line 1, column 13)",
                "{\"color\":\"blue\"}                          | color          | use dark_red, green",
                "{\"display_name\":5}                          | display_name   | Expected a text",
                "{\"display_name\":true}                       | display_name   | Expected a text",
                "{\"display_name\":[]}                         | display_name   | Expected a text",
                "{\"display_name\":\"a\\u0000\"}               | display_name   | cannot be stored",
                "{\"display_name\":\"a\\ud800\"}               | display_name   | cannot be stored",
                "{\"parts\":[{\"count\":\"1\"}]}               | parts[0].count | Expected a whole number",
                "{\"parts\":[{\"count\":1},{\"count\":1.5}]}   | parts[1].count | Expected a whole number",
                "{\"parts\":[{\"count\":99999999999}]}         | parts[0].count | out of range",
                "{\"parts\":[{\"count\":null}]}                | parts[0].count | Expected a whole number",
                "{\"parts\":[{\"count\":1,\"id\":\"7\"}]}      | parts[0].id    | Expected a UUID",
                "{\"parts\":{}}                                | parts          | Expected a list",
                "{\"created_at\":\"yesterday\"}                | created_at     | ISO 8601",
                "{\"active\":\"yes\"}                          | active         | Expected true or false",
                "{\"active\":1}                                | active         | Expected true or false",
                "{\"amount\":\"1\"}                            | amount         | Expected a number",
                "{\"amount\":1e999999999}                      | amount         | not valid JSON",
            })
    void shouldNameTheFieldThatCannotBeRead(String body, String field, String message) {
        Answer answer = post(body);

        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("errors").get(0).path("message").asText()).contains(message);
        assertThat(answer.text("detail")).startsWith(field + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "{\"display_name\":\"x\",\"display_name\":\"y\"}",
                "{\"display_name\":\"x\"} {}",
                "[]",
                "\"x\"",
                "7",
                "{'display_name':'x'}",
                "{\"display_name\":\"taken\"}"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String body) {
        assertProblem(post(body), ErrorCode.MALFORMED);
    }

    @Test
    void shouldBoundNestingAndLengthOfTexts() {
        assertProblem(post("{\"parts\":" + "[".repeat(100_000)), ErrorCode.MALFORMED);
        assertProblem(post("{\"display_name\":\"" + "y".repeat(1_100_000) + "\"}"), ErrorCode.MALFORMED);
        assertProblem(post("{\"amount\":" + "9".repeat(500) + "}"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldTellTheMessageOfARecordThatRefusesItsValues() {
        assertThat(post("{\"display_name\":\"taken\"}").text("detail"))
                .startsWith("Expected a free name, but it is taken");
    }

    @Test
    void shouldNameConstraintViolationsByTheirNamesOnTheWire() {
        Answer answer = post("{\"display_name\":\"toolong\"}");

        assertProblem(answer, ErrorCode.INVALID);
        assertThat(answer.json().path("errors").toString())
                .isEqualTo("[{\"field\":\"display_name\",\"message\":\"size must be between 0 and 5\"}]");
    }

    // --- paging, OpenAPI, calls

    @Test
    void shouldLeaveNullsOutOfPages() {
        assertThat(as(Role.ADMIN, SAMPLES + "/page").text())
                .isEqualTo("{\"items\":[\"a\"],\"next_cursor\":\"after-a\"}");
        assertProblem(as(Role.ADMIN, SAMPLES + "/page?limit=501"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldDescribeTheApiOnTheManagementPortOnly() {
        Answer document = new TestClient(management).get("/q/openapi?format=json");

        assertProblem(client.get("/q/openapi"), ErrorCode.NOT_FOUND);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().path("paths").has("/internal/v1/samples")).isFalse();
        assertThat(document.json()
                        .path("paths")
                        .path(SAMPLES)
                        .path("post")
                        .path("responses")
                        .path("default")
                        .path("content")
                        .has("application/problem+json"))
                .isTrue();
        assertThat(document.json()
                        .path("components")
                        .path("schemas")
                        .path("Sample")
                        .path("properties")
                        .has("display_name"))
                .isTrue();
        assertThat(document.json()
                        .path("components")
                        .path("schemas")
                        .path("Color")
                        .path("enum")
                        .toString())
                .isEqualTo("[\"dark_red\",\"green\"]");
        assertThat(document.json()
                        .path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("scheme")
                        .asText())
                .isEqualTo("bearer");
    }

    @Test
    void shouldNotCallAServiceWhoseAddressIsUnknown() {
        assertThatThrownBy(() -> http.to(ServiceName.CAMPAIGN))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("campaignflows.services.campaign");
    }

    @Test
    void shouldBeToldThatATokenForAnotherServiceIsNotAccepted() {
        InternalTokens minted = new InternalTokens(new InternalKey(secret));
        ServiceClient wrongAudience =
                new ServiceClient(ServiceName.CAMPAIGN, base, HttpClient.newHttpClient(), minted, "upload-service");

        assertThatThrownBy(() ->
                        wrongAudience.get(SAMPLES + "/who").asService(TENANT).as(String.class))
                .isInstanceOfSatisfying(RemoteProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(401);
                    assertThat(problem.code()).contains(ErrorCode.UNAUTHENTICATED);
                    assertThat(problem.forOurCaller().code()).isEqualTo(ErrorCode.BAD_GATEWAY);
                });
    }
}
