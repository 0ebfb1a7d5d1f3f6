package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.ChatClient;
import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers may not do, and how that is said. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class WebChatLimitsIT extends WebChatFixture {
    @Test
    void shouldLetInPagesOfAllowedOriginsOnly() {
        assertThat(ChatClient.refused(address(channel), gateway(), "https://evil.example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(channel), gateway(), "http://shop.example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(channel), gateway(), null).statusCode())
                .isEqualTo(403);
        assertThat(ChatClient.refused(address(Ids.v7()), gateway(), ORIGIN).statusCode())
                .isEqualTo(404);
        assertThat(ChatClient.refused(
                                address(channel),
                                tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(Role.ADMIN))),
                                ORIGIN)
                        .statusCode())
                .isEqualTo(403);
        given().header("Authorization", "Bearer " + gateway())
                .header("Origin", "https://evil.example.com")
                .get("/api/v1/web/" + channel)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().get("/api/v1/web/" + channel).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"type\":\"surprise\"}",
                "{\"type\":\"say\",\"id\":\"a b\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"id\":\"a\",\"text\":7}",
                "{\"type\":\"delivered\",\"seq\":-1}",
                "{\"type\":\"read\",\"seq\":\"1\"}",
                "{\"type\":\"hello\"}"
            })
    void shouldSayWhatIsWrongWithAFrameAndEndItsRepeating(String frame) {
        try (ChatClient browser = connect()) {
            browser.hello("");
            browser.send(frame);
            JsonNode error = browser.await("error", any -> true);
            assertThat(error.path("message").asText()).isNotBlank();
            browser.say("after", "Still here");
            browser.await("accepted", any -> true);
            for (int i = 0; i < 20; i++) {
                browser.send(frame);
            }
            assertThat(browser.awaitClose()).isIn(1008, 4408);
        }
    }

    @Test
    void shouldEndAConnectionWhoseFrameIsTooLarge() {
        try (ChatClient browser = connect()) {
            browser.hello("");
            browser.say("m", "x".repeat(4097));
            assertThat(browser.awaitError("text_invalid").path("id").asText()).isEqualTo("m");
            browser.send("x".repeat(20_000));
            browser.awaitClose();
        }
    }

    @Test
    void shouldWantAHelloFirst() {
        try (ChatClient browser = connect()) {
            browser.say("m1", "Hello?");
            browser.awaitError("hello_expected");
            assertThat(browser.isOpen()).isTrue();
        }
    }

    @Test
    void shouldBoundWhatOneVisitorSendsAndNobodyElse() {
        try (ChatClient browser = connect();
                ChatClient other = connect()) {
            browser.hello("");
            other.hello("");
            // However slow the machine is, more than five a second come at some time.
            for (int i = 0; i < 2_000 && browser.of("error").isEmpty() && browser.isOpen(); i++) {
                browser.trySaying("m" + i, "flood");
            }
            assertThat(browser.awaitError("too_fast").path("id").asText()).startsWith("m");
            other.say("m0", "Hello?");
            other.await("accepted", frame -> frame.path("id").asText().equals("m0"));
        }
    }

    @Test
    void shouldBoundTheConnectionsOfAVisitor() {
        List<ChatClient> open = new ArrayList<>();
        try {
            ChatClient first = connect();
            open.add(first);
            String visitor = first.hello("").path("visitor").toString();
            for (int i = 2; i <= 8; i++) {
                ChatClient next = connect();
                open.add(next);
                next.hello("\"visitor\":" + visitor);
            }
            ChatClient ninth = connect();
            open.add(ninth);
            ninth.send("{\"type\":\"hello\",\"visitor\":%s}".formatted(visitor));
            ninth.awaitError("too_many_connections");
            assertThat(ninth.awaitClose()).isEqualTo(4429);
            assertThat(open.subList(0, 8)).allMatch(ChatClient::isOpen);
        } finally {
            open.forEach(ChatClient::close);
        }
    }

    @Test
    void shouldEndWhenThePageOrTheChannelIsNotAllowedAnyMore() {
        try (ChatClient browser = connect()) {
            browser.hello("");
            as(Role.ADMIN)
                    .body("{\"settings\":{\"allowed_origins\":[\"https://other.example.com\"]}}")
                    .patch("/api/v1/channels/" + channel)
                    .then()
                    .statusCode(200);
            browser.awaitError("origin_refused");
            assertThat(browser.awaitClose()).isEqualTo(4403);
        }
        newChannel();
        try (ChatClient browser = connect()) {
            browser.hello("");
            as(Role.ADMIN).delete("/api/v1/channels/" + channel).then().statusCode(204);
            browser.say("m1", "Hello?");
            browser.awaitError("channel_gone");
            assertThat(browser.awaitClose()).isEqualTo(4404);
        }
    }
}
