package campaignflows.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.database.GatewayTables;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.gateway.user.People.Person;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by address and password, and what people change of their own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class UserSignInQuarkusTest {
    private static final String FACTOR = "/api/v1/account/second-factor";
    private static final String PASSWORD = "/api/v1/account/password";

    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    GatewayTables tables;

    private Api nobody;
    private Api admin;
    private People people;
    private Person person;

    @BeforeEach
    void join() {
        nobody = new Api(base, null);
        admin = nobody.newTenant();
        people = new People(nobody);
        person = people.join(admin, "mara." + UUID.randomUUID() + "@example.com", "campaign_manager");
        // Forgets what was wrong before: there is one budget of failed attempts.
        people.signedIn(person);
    }

    @Test
    void shouldNotTellWhetherThereIsAUser() {
        JsonNode ofUser = people.signIn(person.email(), "a wrong password").json();
        JsonNode ofNobody =
                people.signIn("nobody." + person.email(), "a wrong password").json();
        JsonNode ofNoAddress = people.signIn("nobody", "a wrong password").json();
        assertThat(ofUser.path("status").asInt()).isEqualTo(401);
        assertThat(ofUser.path("detail").asText()).isEqualTo("The address or the password is wrong");
        assertThat(withoutRequest(ofNobody)).isEqualTo(withoutRequest(ofUser));
        assertThat(withoutRequest(ofNoAddress)).isEqualTo(withoutRequest(ofUser));
    }

    @Test
    void shouldAskForTheTenantWhereSeveralHaveTheSamePassword() {
        Api other = nobody.newTenant();
        people.join(other, person.email(), "viewer");
        assertThat(tables.rows("select count(distinct password_salt) from users where email = ?", person.email()))
                .containsExactly("1");
        Api.Response several = people.signIn(person.email(), People.PASSWORD);
        assertThat(several.status()).isEqualTo(422);
        assertThat(several.json().at("/errors/0/field").asText()).isEqualTo("tenant");
        String name = other.get("/api/v1/tenant").json().path("name").asText();
        Api there = people.session(people.signIn(
                person.email(), People.PASSWORD, ",\"tenant\":\"%s\"".formatted(name.toUpperCase(Locale.ROOT))));
        assertThat(there.get("/api/v1/me").json().at("/tenant/name").asText()).isEqualTo(name);
        // when
        assertThat(changePassword(there, People.PASSWORD, People.OTHER_PASSWORD).status())
                .isEqualTo(204);
        // then: the password says which
        Api here = people.session(people.signIn(person.email(), People.PASSWORD));
        assertThat(here.get("/api/v1/me").json().at("/tenant/id"))
                .isEqualTo(admin.get("/api/v1/tenant").json().path("id"));
        assertThat(people.signIn(person.email(), People.OTHER_PASSWORD).status())
                .isEqualTo(201);
    }

    @Test
    void shouldChangeThePasswordAndEndTheOtherSessions() {
        Api here = people.signedIn(person);
        Api elsewhere = people.signedIn(person);
        // when
        Api.Response wrong = changePassword(here, "a wrong password", People.OTHER_PASSWORD);
        // then
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("current_password");
        Api.Response common = changePassword(here, People.PASSWORD, "password1234");
        assertThat(common.json().at("/errors/0/field").asText()).isEqualTo("new_password");
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(200);
        // when
        assertThat(changePassword(here, People.PASSWORD, People.OTHER_PASSWORD).status())
                .isEqualTo(204);
        // then
        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(people.signIn(person.email(), People.PASSWORD).status()).isEqualTo(401);
        assertThat(people.signIn(person.email(), People.OTHER_PASSWORD).status())
                .isEqualTo(201);
    }

    @Test
    void shouldAskForACodeOfTheApp() {
        Api user = people.signedIn(person);
        Api elsewhere = people.signedIn(person);
        JsonNode secret = user.post(FACTOR + "/secret", "").json();
        String text = secret.path("secret").asText();
        assertThat(secret.path("address").asText())
                .startsWith("otpauth://totp/")
                .contains("secret=" + text);
        // when: nothing proves that the app has the secret, or who asks
        assertThat(add(user, People.PASSWORD, text, "000000")
                        .json()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("code");
        assertThat(add(user, "a wrong password", text, now(text))
                        .json()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("password");
        assertThat(people.signIn(person.email(), People.PASSWORD).status()).isEqualTo(201);
        // when
        Api.Response added = add(user, People.PASSWORD, text, now(text));
        // then
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.json().path("recovery_codes")).hasSize(10);
        assertThat(add(user, People.PASSWORD, text, now(text)).status()).isEqualTo(409);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(user.get("/api/v1/me").json().at("/account/second_factor").asBoolean())
                .isTrue();
        Api.Response asked = people.signIn(person.email(), People.PASSWORD);
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.json().at("/errors/0/field").asText()).isEqualTo("code");
        // when: the app's next code
        String next = People.code(text, Instant.now().plusSeconds(30));
        assertThat(withCode(next).status()).isEqualTo(201);
        // then: it counts once, as does a recovery code
        assertThat(withCode(next).status()).isEqualTo(401);
        String recovery = added.json().at("/recovery_codes/0").asText();
        assertThat(withCode(recovery).status()).isEqualTo(201);
        assertThat(withCode(recovery).status()).isEqualTo(401);
        assertThat(tables.rows(
                        "select octet_length(totp_secret), cardinality(recovery_codes) from users where id = ?",
                        UUID.fromString(person.id())))
                .containsExactly("48|9");
    }

    @Test
    void shouldKeepTheAppWithAnotherPasswordAndLetItBeTakenAway() {
        Api user = people.signedIn(person);
        String text = user.post(FACTOR + "/secret", "").json().path("secret").asText();
        JsonNode codes = add(user, People.PASSWORD, text, now(text)).json().path("recovery_codes");
        assertThat(changePassword(user, People.PASSWORD, People.OTHER_PASSWORD).status())
                .isEqualTo(204);
        String next =
                ",\"code\":\"%s\"".formatted(People.code(text, Instant.now().plusSeconds(30)));
        assertThat(people.signIn(person.email(), People.OTHER_PASSWORD, next).status())
                .isEqualTo(201);
        assertThat(codes).hasSize(10);
        // when
        assertThat(user.post(FACTOR + "/remove", "{\"password\":\"a wrong password\"}")
                        .status())
                .isEqualTo(422);
        assertThat(user.post(FACTOR + "/remove", "{\"password\":\"%s\"}".formatted(People.OTHER_PASSWORD))
                        .status())
                .isEqualTo(204);
        // then
        assertThat(people.signIn(person.email(), People.OTHER_PASSWORD).status())
                .isEqualTo(201);
    }

    @Test
    void shouldGiveNewRecoveryCodesForThePasswordAndForgetTheFormerOnes() {
        Api user = people.signedIn(person);
        assertThat(renew(user, People.PASSWORD).status()).isEqualTo(409);
        String text = user.post(FACTOR + "/secret", "").json().path("secret").asText();
        String former = add(user, People.PASSWORD, text, now(text))
                .json()
                .at("/recovery_codes/0")
                .asText();
        Api elsewhere = people.session(withCode(People.code(text, Instant.now().plusSeconds(30))));
        // when
        Api.Response wrong = renew(user, "a wrong password");
        Api.Response renewed = renew(user, People.PASSWORD);
        // then
        assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("password");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().path("recovery_codes")).hasSize(10);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(withCode(former).status()).isEqualTo(401);
        String next = renewed.json().at("/recovery_codes/0").asText();
        assertThat(withCode(next).status()).isEqualTo(201);
        assertThat(withCode(next).status()).isEqualTo(401);
        assertThat(tables.rows(
                        "select totp_secret is not null, cardinality(recovery_codes) from users where id = ?",
                        UUID.fromString(person.id())))
                .containsExactly("t|9");
    }

    private static Api.Response renew(Api user, String password) {
        return user.post(FACTOR + "/recovery-codes", "{\"password\":\"%s\"}".formatted(password));
    }

    @Test
    void shouldLetAnAdministratorTakeTheSecondFactorAway() {
        Api user = people.signedIn(person);
        String text = user.post(FACTOR + "/secret", "").json().path("secret").asText();
        add(user, People.PASSWORD, text, now(text));
        assertThat(admin.get("/api/v1/users")
                        .json()
                        .at("/items/0/second_factor")
                        .asBoolean())
                .isTrue();
        // when
        Api.Response reset = admin.delete(person.path() + "/second-factor");
        // then
        assertThat(reset.json().path("second_factor").asBoolean()).isFalse();
        assertThat(user.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(people.signIn(person.email(), People.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void shouldWaitBeforeAnotherCodeWhenManyWereWrong() {
        Api user = people.signedIn(person);
        String text = user.post(FACTOR + "/secret", "").json().path("secret").asText();
        String recovery = add(user, People.PASSWORD, text, now(text))
                .json()
                .at("/recovery_codes/0")
                .asText();
        tables.execute(
                "update users set code_failures = 5, code_failed_at = now() where id = '%s'".formatted(person.id()));
        Api.Response waits = withCode(recovery);
        assertThat(waits.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waits.header("Retry-After"))).isBetween(1, 60);
        tables.execute("update users set code_failed_at = now() - interval '61 seconds' where id = '%s'"
                .formatted(person.id()));
        assertThat(withCode(recovery).status()).isEqualTo(201);
        assertThat(tables.rows("select code_failures from users where id = ?", UUID.fromString(person.id())))
                .containsExactly("0");
    }

    @Test
    void shouldOfferNobodyElseAnAccount() {
        Api builtIn = people.session(
                nobody.post("/api/v1/session", "{\"password\":\"%s\"}".formatted(StubServices.PASSWORD)));
        for (Api caller : new Api[] {admin, builtIn}) {
            assertThat(caller.get("/api/v1/me").json().path("account").isNull()).isTrue();
            assertThat(changePassword(caller, StubServices.PASSWORD, People.PASSWORD)
                            .status())
                    .isEqualTo(409);
            assertThat(caller.post(FACTOR + "/secret", "").status()).isEqualTo(409);
            assertThat(caller.post(FACTOR + "/remove", "{\"password\":\"%s\"}".formatted(StubServices.PASSWORD))
                            .status())
                    .isEqualTo(409);
        }
    }

    private Api.Response withCode(String code) {
        return people.signIn(person.email(), People.PASSWORD, ",\"code\":\"%s\"".formatted(code));
    }

    private static String now(String secret) {
        return People.code(secret, Instant.now());
    }

    private static Api.Response add(Api user, String password, String secret, String code) {
        return People.put(
                user,
                FACTOR,
                "{\"password\":\"%s\",\"secret\":\"%s\",\"code\":\"%s\"}".formatted(password, secret, code));
    }

    private static Api.Response changePassword(Api user, String current, String next) {
        return People.put(
                user, PASSWORD, "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(current, next));
    }

    /** A problem names the request that it is of. */
    private static JsonNode withoutRequest(JsonNode problem) {
        ObjectNode copy = problem.deepCopy();
        copy.remove("request_id");
        copy.remove("instance");
        return copy;
    }
}
