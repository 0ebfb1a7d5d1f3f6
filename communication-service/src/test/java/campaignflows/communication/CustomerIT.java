package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.participant.Erasure;
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
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A customer's communications in all campaigns, and what becomes of them when the person is erased. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class CustomerIT {
    @Inject
    InternalTokens tokens;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final UUID tenant = Ids.v7();
    private final UUID customer = Ids.v7();
    private final String list = "/api/v1/customers/" + customer + "/communications";

    @Test
    void shouldListTheCustomersCommunicationsUntilItIsErased() throws IOException {
        as(tenant).get(list).then().statusCode(404);
        FakeParticipantService.CUSTOMERS.put(customer, tenant);
        as(tenant).get(list).then().statusCode(200).body("items", empty());
        PlanCommunication first = plan(Ids.v7());
        PlanCommunication second = plan(Ids.v7());
        send(first);
        send(second);
        Await.untilAsserted(() -> as(tenant)
                .get(list)
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        contains(
                                second.communicationId().toString(),
                                first.communicationId().toString())));
        String cursor = as(tenant)
                .get(list + "?limit=1")
                .then()
                .body("items.id", contains(second.communicationId().toString()), "next_cursor", not(nullValue()))
                .extract()
                .path("next_cursor");
        as(tenant)
                .queryParam("cursor", cursor)
                .get(list)
                .then()
                .body("items.id", contains(first.communicationId().toString()), "next_cursor", nullValue());
        as(Ids.v7()).get(list).then().statusCode(404);
        as(tenant).get(list + "?cursor=x").then().statusCode(400);
        isErased(false);

        send(new ParticipantRemoved(first.campaignId(), first.participantId(), customer, null));
        send(new ParticipantRemoved(second.campaignId(), second.participantId(), customer, null));
        send(new CustomerErased(customer));
        FakeParticipantService.CUSTOMERS.remove(customer);

        Await.untilAsserted(() -> isErased(true));
        as(tenant).get(list).then().statusCode(404);
        as(tenant)
                .get("/api/v1/communications/" + first.communicationId())
                .then()
                .statusCode(200);
    }

    private void isErased(boolean erased) throws IOException {
        given().header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", Caller.service("participant-service", tenant)))
                .contentType(ContentType.JSON)
                .body(Json.mapper()
                        .writeValueAsBytes(new Erasure.Order(tenant, customer, Instant.now(), null, Map.of(), null)))
                .post("/internal/v1/erasures")
                .then()
                .statusCode(200)
                .body("finished", equalTo(erased));
    }

    /** Without agent and channel it is Skipped at once, which is a communication too. */
    private PlanCommunication plan(UUID participant) {
        Instant now = Instant.now();
        return new PlanCommunication(
                Ids.v7(),
                participant,
                customer,
                1,
                Ids.v7(),
                "n1",
                Ids.v7(),
                "REMINDER",
                ChannelType.VOICE,
                Ids.v7(),
                Ids.v7(),
                now,
                new Schedule(now, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                Map.of("due", "2026-06-03"),
                MessageContent.NONE);
    }

    private void send(CustomerCommand command) {
        Envelope<CustomerCommand> envelope = new Envelope<>(
                Ids.v7(), "participant-service", tenant, customer.toString(), Instant.now(), null, 0, command);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    Topics.COMMUNICATION_COMMANDS, customer.toString(), CustomerCommand.FAMILY.encode(envelope)));
        }
    }

    private RequestSpecification as(UUID who) {
        return given().header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(who, "ann", Set.of(Role.VIEWER))));
    }
}
