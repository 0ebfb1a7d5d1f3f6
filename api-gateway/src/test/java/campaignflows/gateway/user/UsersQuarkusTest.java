package campaignflows.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.database.GatewayTables;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.gateway.user.People.Person;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do with users, and what users notice of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class UsersQuarkusTest {
    private static final String USERS = "/api/v1/users";

    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    GatewayTables tables;

    private Api nobody;
    private Api admin;
    private People people;
    private String email;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
        admin = nobody.newTenant();
        people = new People(nobody);
        email = "Mara." + UUID.randomUUID() + "@example.com";
    }

    @Test
    void shouldLetAnInvitedUserChooseAPasswordAndSignIn() {
        // given
        Api.Response invited = people.invite(admin, email, "operator");
        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.json().at("/user/status").asText()).isEqualTo("invited");
        String token = invited.json().path("invitation_token").asText();
        assertThat(token).startsWith("cfi_");
        JsonNode invitation = people.check(token).json();
        assertThat(invitation.path("email").asText()).isEqualTo(email);
        assertThat(invitation.path("tenant_name"))
                .isEqualTo(admin.get("/api/v1/tenant").json().path("name"));
        assertThat(people.signIn(email, People.PASSWORD).status()).isIn(401, 429);
        // when
        assertThat(people.accept(token, People.PASSWORD).status()).isEqualTo(204);
        // then
        Api user = people.session(people.signIn(email.toUpperCase(Locale.ROOT), People.PASSWORD));
        JsonNode me = user.get("/api/v1/me").json();
        assertThat(me.path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(me.path("name").asText()).isEqualTo("Mara Klein");
        assertThat(me.path("sign_in").toString()).contains("email");
        assertThat(me.path("account").toString())
                .isEqualTo("{\"email\":\"%s\",\"second_factor\":false,\"recovery_codes_left\":0}".formatted(email));
        assertThat(user.get(USERS).status()).isEqualTo(403);
        JsonNode listed = admin.get(USERS).json().path("items").get(0);
        assertThat(listed.path("status").asText()).isEqualTo("active");
        assertThat(listed.path("last_sign_in_at").isTextual()).isTrue();
        assertThat(listed.path("invitation_expires_at").isNull()).isTrue();
    }

    @Test
    void shouldLetALinkCountOnceAndForItsTimeAndOnlyTheNewest() {
        JsonNode invited = people.invite(admin, email, "viewer").json();
        String id = invited.at("/user/id").asText();
        String first = invited.path("invitation_token").asText();
        String second = admin.post(USERS + "/" + id + "/invite", "")
                .json()
                .path("invitation_token")
                .asText();
        assertThat(tables.rows(
                        "select invitation_hash = sha256(convert_to(?, 'UTF8')) from users where id = ?",
                        second,
                        UUID.fromString(id)))
                .containsExactly("t");
        assertThat(people.check(first).status()).isEqualTo(404);
        assertThat(people.check(second).status()).isEqualTo(200);
        tables.execute("update users set invitation_expires_at = now() - interval '1 second' where id = '" + id + "'");
        assertThat(people.accept(second, People.PASSWORD).status()).isEqualTo(404);
        String third = admin.post(USERS + "/" + id + "/invite", "")
                .json()
                .path("invitation_token")
                .asText();
        assertThat(people.accept(third, People.PASSWORD).status()).isEqualTo(204);
        Api.Response again = people.accept(third, People.OTHER_PASSWORD);
        assertThat(again.status()).isEqualTo(404);
        // A link that never was one is refused in the same words.
        assertThat(again.json().path("detail"))
                .isEqualTo(people.check("cfi_nothing").json().path("detail"));
        assertThat(people.signIn(email, People.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void shouldRefuseAPasswordThatManyHaveAndKeepTheLink() {
        String token = people.invite(admin, email, "viewer")
                .json()
                .path("invitation_token")
                .asText();
        Api.Response common = people.accept(token, "password1234");
        assertThat(common.status()).isEqualTo(422);
        assertThat(common.json().at("/errors/0/field").asText()).isEqualTo("password");
        assertThat(people.accept(token, "too short").status()).isEqualTo(422);
        assertThat(people.accept(token, People.PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void shouldRefuseWhatIsNoUser() {
        Api.Response wrong = admin.post(USERS, "{\"email\":\"no address\",\"name\":\" \",\"role\":\"service\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors").findValuesAsText("field")).containsExactly("email", "name", "role");
        people.invite(admin, email, "viewer");
        assertThat(people.invite(admin, email.toLowerCase(Locale.ROOT), "admin").status())
                .isEqualTo(409);
        // The same address is another tenant's business, and nobody learns of it.
        assertThat(people.invite(nobody.newTenant(), email, "viewer").status()).isEqualTo(201);
    }

    @Test
    void shouldEndSessionsWhenARoleChangesOrSomebodyIsDeactivated() {
        Person person = people.join(admin, email, "operator");
        Api user = people.signedIn(person);
        // when: a name is no right
        admin.patch(person.path(), "{\"name\":\"Mara Groß\"}");
        assertThat(user.get("/api/v1/me").json().path("name").asText()).isEqualTo("Mara Groß");
        // when
        admin.patch(person.path(), "{\"role\":\"viewer\"}");
        // then
        assertThat(user.get("/api/v1/me").status()).isEqualTo(401);
        Api viewer = people.signedIn(person);
        assertThat(viewer.get("/api/v1/me").json().path("roles").toString()).isEqualTo("[\"viewer\"]");
        // when
        assertThat(admin.patch(person.path(), "{\"disabled\":true}")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("disabled");
        // then
        assertThat(viewer.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(people.signIn(email, People.PASSWORD).status()).isIn(401, 429);
        assertThat(admin.post(person.path() + "/invite", "").status()).isEqualTo(409);
        admin.patch(person.path(), "{\"disabled\":false}");
        Api back = people.signedIn(person);
        // when
        assertThat(admin.delete(person.path()).status()).isEqualTo(204);
        // then
        assertThat(back.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(admin.get(USERS).json().path("items")).isEmpty();
    }

    @Test
    void shouldEndSessionsWhenAPasswordIsChosenByANewLink() {
        Person person = people.join(admin, email, "operator");
        Api user = people.signedIn(person);
        String token = admin.post(person.path() + "/invite", "")
                .json()
                .path("invitation_token")
                .asText();
        assertThat(user.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(people.accept(token, People.OTHER_PASSWORD).status()).isEqualTo(204);
        assertThat(user.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(people.signIn(email, People.PASSWORD).status()).isIn(401, 429);
        assertThat(people.signIn(email, People.OTHER_PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void shouldKeepTheLastAdministrator() {
        Person first = people.join(admin, email, "admin");
        people.invite(admin, "invited." + email, "admin");
        for (String change : List.of("{\"role\":\"viewer\"}", "{\"disabled\":true}")) {
            assertThat(admin.patch(first.path(), change).status()).isEqualTo(409);
        }
        Api.Response kept = admin.delete(first.path());
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().path("detail").asText())
                .isEqualTo("This is the last user with the role admin: give it to somebody else first");
        Person second = people.join(admin, "second." + email, "admin");
        assertThat(admin.patch(first.path(), "{\"role\":\"viewer\"}").status()).isEqualTo(200);
        assertThat(admin.delete(second.path()).status()).isEqualTo(409);
    }

    @Test
    void shouldKeepOneOfTwoAdministratorsThatAreRemovedAtOnce() throws Exception {
        Person first = people.join(admin, email, "admin");
        Person second = people.join(admin, "second." + email, "admin");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> both = List.of(
                    () -> admin.delete(first.path()).status(),
                    () -> admin.patch(second.path(), "{\"disabled\":true}").status());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(both)) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsOnlyOnce(409);
        }
    }

    @Test
    void shouldKnowNoUserOfAnotherTenant() {
        Person person = people.join(admin, email, "viewer");
        Api other = nobody.newTenant();
        assertThat(other.get(USERS).json().path("items")).isEmpty();
        assertThat(other.patch(person.path(), "{\"role\":\"admin\"}").status()).isEqualTo(404);
        assertThat(other.delete(person.path()).status()).isEqualTo(404);
        assertThat(other.post(person.path() + "/invite", "").status()).isEqualTo(404);
        assertThat(other.delete(person.path() + "/second-factor").status()).isEqualTo(404);
        assertThat(people.signIn(email, People.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void shouldPageThroughUsers() {
        for (int i = 0; i < 3; i++) {
            people.invite(admin, i + email, "viewer");
        }
        JsonNode first = admin.get(USERS + "?limit=2").json();
        assertThat(first.path("items").findValuesAsText("email")).containsExactly(0 + email, 1 + email);
        JsonNode rest = admin.get(
                        USERS + "?limit=2&cursor=" + first.path("next_cursor").asText())
                .json();
        assertThat(rest.path("items").findValuesAsText("email")).containsExactly(2 + email);
    }

    @Test
    void shouldTellTheAuditLogWithoutNamesAndAddresses() {
        Person person = people.join(admin, email, "operator");
        people.signedIn(person);
        admin.patch(person.path(), "{\"role\":\"viewer\",\"name\":\"Somebody else\"}");
        admin.delete(person.path());
        String lines = "/api/v1/audit?object_id=" + person.id();
        Await.until("all is told", () -> admin.get(lines).json().path("items").size() == 5);
        JsonNode told = admin.get(lines).json().path("items");
        assertThat(told.findValuesAsText("action"))
                .containsExactly("user_removed", "user_changed", "signed_in", "user_joined", "user_invited");
        assertThat(told.get(1).at("/before/role").asText()).isEqualTo("operator");
        assertThat(told.get(1).at("/after/role").asText()).isEqualTo("viewer");
        assertThat(told.toString()).doesNotContain(email, "Mara Klein", "Somebody else");
    }
}
