package campaignflows.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The service as it runs: over HTTP and Kafka, with its own threads, a real database and a mail server on a socket. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class CommunicationIT extends ServiceFixture {
    @Test
    void shouldBeReady() {
        Await.untilAsserted(() -> assertThat(health.getReadiness().getPayload().toString())
                .contains("\"status\":\"UP\"")
                .doesNotContain("DOWN"));
    }

    @Test
    void shouldSendWhatIsPlannedAndTellWhatCameOfIt() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = emailChannel("Mail", server.port());
            UUID agent = agent("Messages", "message", channel, "{}");
            UUID campaign = Ids.v7();
            startRun(campaign);
            Envelope<CommunicationCommand> plan = plan(campaign, ChannelType.EMAIL, channel, agent);
            PlanCommunication command = (PlanCommunication) plan.data();
            FakeParticipantService.KNOWN.put(command.participantId(), tenant);
            FakeParticipantService.CAMPAIGNS.put(command.participantId(), campaign);

            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));
            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), "nonsense".getBytes(StandardCharsets.UTF_8));
            send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));

            Await.untilAsserted(() -> as(Role.VIEWER)
                    .get("/api/v1/communications/" + command.communicationId())
                    .then()
                    .statusCode(200)
                    .body(
                            "status",
                            equalTo("delivered"),
                            "name",
                            equalTo("REMINDER"),
                            "channel",
                            equalTo("email"),
                            "channel_id",
                            equalTo(channel.toString()),
                            "agent_id",
                            equalTo(agent.toString()),
                            "created_at",
                            notNullValue(),
                            "scheduled_at",
                            notNullValue(),
                            "session_id",
                            notNullValue()));
            assertThat(server.mails()).hasSize(1);
            List<Envelope<ParticipantEvent>> events = new ArrayList<>();
            Await.untilAsserted(() -> {
                events.addAll(readEvents(command.participantId()));
                assertThat(events).hasSizeGreaterThanOrEqualTo(2);
            });
            assertThat(events.subList(0, 2))
                    .allSatisfy(event -> assertThat(event.data().run()).isEqualTo(1));
            Await.untilAsserted(() -> assertThat(readTopic(Topics.COMMUNICATION_COMMANDS + Topics.DEAD_LETTER_SUFFIX))
                    .isNotEmpty());

            String list =
                    "/api/v1/campaigns/" + campaign + "/participants/" + command.participantId() + "/communications";
            String session = as(Role.VIEWER)
                    .get(list)
                    .then()
                    .statusCode(200)
                    .body(
                            "items",
                            hasSize(1),
                            "items[0].id",
                            equalTo(command.communicationId().toString()))
                    .extract()
                    .path("items[0].session_id");
            as(Role.VIEWER)
                    .get("/api/v1/sessions/" + session)
                    .then()
                    .statusCode(200)
                    .body(
                            "status", equalTo("active"),
                            "parameters.due", equalTo("2026-06-03"),
                            "messages[0].from", equalTo("agent"),
                            "messages[0].text", equalTo("Payment\n\nPlease pay"));

            // Another tenant sees nothing of it.
            UUID own = tenant;
            tenant = Ids.v7();
            as(Role.ADMIN)
                    .get("/api/v1/communications/" + command.communicationId())
                    .then()
                    .statusCode(404);
            as(Role.ADMIN).get("/api/v1/sessions/" + session).then().statusCode(404);
            as(Role.ADMIN).get(list).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/channels/" + channel).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/agents/" + agent).then().statusCode(404);
            as(Role.ADMIN).post("/api/v1/channels/" + channel + "/stop").then().statusCode(404);
            as(Role.ADMIN).delete("/api/v1/agents/" + agent).then().statusCode(404);
            as(Role.ADMIN).get("/api/v1/channels").then().statusCode(200).body("items", hasSize(0));
            tenant = own;

            // Nor is it there under another campaign, whosever that is.
            as(Role.ADMIN)
                    .get("/api/v1/campaigns/" + Ids.v7() + "/participants/" + command.participantId()
                            + "/communications")
                    .then()
                    .statusCode(404);

            // In use: not deletable, but changeable.
            as(Role.ADMIN)
                    .delete("/api/v1/channels/" + channel)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("Messages"));
            as(Role.ADMIN)
                    .delete("/api/v1/agents/" + agent)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("open sessions"));
        }
    }

    @Test
    void shouldGoOnByItselfWhenAllConnectionsToTheDatabaseWereCut() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            UUID channel = emailChannel("Mail", server.port());
            UUID agent = agent("Messages", "message", channel, "{}");
            UUID campaign = Ids.v7();
            startRun(campaign);
            for (int round = 0; round < 3; round++) {
                try (Connection admin = DriverManager.getConnection(jdbcUrl, jdbcUser, jdbcPassword);
                        Statement statement = admin.createStatement()) {
                    statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
                }
                Envelope<CommunicationCommand> plan = plan(campaign, ChannelType.EMAIL, channel, agent);
                PlanCommunication command = (PlanCommunication) plan.data();
                FakeParticipantService.KNOWN.put(command.participantId(), tenant);
                send(Topics.COMMUNICATION_COMMANDS, command.customerId(), CommunicationCommand.FAMILY.encode(plan));

                Await.untilAsserted(() -> as(Role.VIEWER)
                        .get("/api/v1/communications/" + command.communicationId())
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("delivered")));
                assertThat(server.mails()).hasSize(round + 1);
                Await.untilAsserted(
                        () -> assertThat(readEvents(command.participantId())).hasSizeGreaterThanOrEqualTo(2));
            }
        }
    }
}
