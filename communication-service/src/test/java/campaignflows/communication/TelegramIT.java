package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.FakeTelegramResource;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The running service asks a bot for what people write, and ties who comes by a link to its customer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@QuarkusTestResource(FakeTelegramResource.class)
@NullMarked
class TelegramIT {
    @Inject
    InternalTokens tokens;

    private final UUID tenant = Ids.v7();
    private final UUID customer = Ids.v7();

    @Test
    void shouldReceiveByPollingAndTieWhoComesByALink() {
        FakeTelegram telegram = FakeTelegramResource.telegram();
        FakeParticipantService.CUSTOMERS.put(customer, tenant);
        String channel = as(Role.ADMIN)
                .body("""
                        {"name":"Bot","type":"telegram","settings":{"updates":"polling"},"credentials":{"bot_token":"%s"}}
                        """.formatted(FakeTelegram.TOKEN))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .body("settings.updates", equalTo("polling"))
                .extract()
                .path("id");
        String links = "/api/v1/channels/" + channel + "/start-links";
        String body = "{\"customer_id\":\"%s\",\"valid_hours\":1}".formatted(customer);
        as(Role.VIEWER).body(body).post(links).then().statusCode(403);
        as(Role.OPERATOR).body("{}").post(links).then().statusCode(422);
        String payload = as(Role.OPERATOR)
                .body(body)
                .post(links)
                .then()
                .statusCode(201)
                .body("url", containsString("https://t.me/campaign_flows_bot?start="))
                .body("customer_id", equalTo(customer.toString()))
                .extract()
                .path("payload");

        telegram.writes(7, "/start " + payload);

        Await.until("the chat is tied", () -> "7".equals(FakeParticipantService.CHATS.get(customer)));
        Await.until("its message is the customer's", () -> FakeParticipantService.TOLD.containsValue(customer));
        telegram.writes(7, "Hello again");
        Await.until(
                "each message counts once",
                () -> FakeParticipantService.TOLD.values().stream()
                                .filter(customer::equals)
                                .count()
                        == 2);
        Await.until("what is stored is confirmed", () -> telegram.kept() == 0);
        assertThat(FakeParticipantService.CONTACTS)
                .containsEntry(List.<Object>of(tenant, Map.of("telegram_id", "7")), customer);

        telegram.isAskedByAnother(true);
        Await.untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/channels/" + channel)
                .then()
                .body("trouble", containsString("Another program asks Telegram")));
        telegram.isAskedByAnother(false);
        Await.untilAsserted(
                () -> as(Role.VIEWER).get("/api/v1/channels/" + channel).then().body("trouble", nullValue()));
    }

    @Test
    void shouldLiftBlocks() {
        String path = "/api/v1/blocked-contacts/email/lift";
        String body = "{\"address\":\"ann@example.org\"}";

        as(Role.OPERATOR).body(body).post(path).then().statusCode(200).body("lifted", equalTo(0));
        as(Role.VIEWER).body(body).post(path).then().statusCode(403);
        as(Role.OPERATOR).body("{}").post(path).then().statusCode(422);
        as(Role.OPERATOR)
                .body(body)
                .post("/api/v1/blocked-contacts/fax/lift")
                .then()
                .statusCode(404);
    }

    private RequestSpecification as(Role role) {
        return given().header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role))))
                .contentType(ContentType.JSON);
    }
}
