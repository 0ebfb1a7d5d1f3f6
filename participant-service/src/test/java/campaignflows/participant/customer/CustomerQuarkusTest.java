package campaignflows.participant.customer;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class CustomerQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    private Campaign first = new Campaign(Ids.v7(), Ids.v7());
    private Campaign second = first;
    private UUID ann = Ids.v7();
    private UUID bob = Ids.v7();

    @BeforeEach
    void begin() {
        UUID tenant = service.newTenant("Europe/Berlin", "DE");
        first = service.newCampaignOf(
                tenant,
                Fields.customer("city", FieldType.STRING),
                Fields.customer("visits", FieldType.INTEGER),
                Fields.participant("due", FieldType.DATE));
        second = service.newCampaignOf(tenant, Fields.required(Fields.customer("city", FieldType.STRING)));
        service.imported(ServiceUnderTest.batch(
                first, "external_id,name,email,phone,city,visits,due", "1,Ann,Ann@example.org,0170 1234567,Rome,3,"));
        service.imported(ServiceUnderTest.batch(first, "external_id,email,city", "2,bob@example.org,Oslo"));
        service.imported(ServiceUnderTest.batch(second, "external_id,city", "1,Rome"));
        ann = customer("1");
        bob = customer("2");
    }

    private UUID customer(String externalId) {
        return UUID.fromString(service.get(first, "/participants?external_id=" + externalId)
                .body()
                .at("/items/0/customer_id")
                .asText());
    }

    private Response get(UUID customer, String rest) {
        return as(Role.VIEWER, "GET", customer, rest, null);
    }

    private Response patch(UUID customer, String body) {
        return as(Role.OPERATOR, "PATCH", customer, "", body);
    }

    private Response as(Role role, String method, UUID customer, String rest, @Nullable String body) {
        return service.as(role, first.tenantId(), method, "/api/v1/customers/" + customer + rest, body);
    }

    @Test
    void shouldShowTheProfileWithAllFieldsOfTheTenantInOrder() {
        Response answer = get(ann, "");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode shown = answer.body();
        assertThat(shown.get("external_id").asText()).isEqualTo("1");
        assertThat(shown.get("name").asText()).isEqualTo("Ann");
        assertThat(shown.get("email").asText()).isEqualTo("Ann@example.org");
        assertThat(shown.get("phone").asText()).isEqualTo("+491701234567");
        assertThat(shown.get("whatsapp_id").isNull()).isTrue();
        assertThat(shown.get("opt_outs")).isEmpty();
        List<String> names = new ArrayList<>();
        shown.get("attributes").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "external_id",
                        "name",
                        "email",
                        "phone",
                        "telegram_id",
                        "web_id",
                        "telegram_username",
                        "whatsapp_id",
                        "city",
                        "visits");
        assertThat(shown.at("/attributes/visits").isIntegralNumber()).isTrue();
        assertThat(shown.at("/attributes/city").asText()).isEqualTo("Rome");
        assertThat(shown.has("created_at")).isTrue();
    }

    @Test
    void shouldListTheCampaignsPageByPage() {
        JsonNode page = get(ann, "/campaigns?limit=1").body();
        JsonNode rest = get(
                        ann,
                        "/campaigns?limit=1&cursor=" + page.get("next_cursor").asText())
                .body();

        assertThat(page.at("/items/0/campaign_id").asText())
                .isEqualTo(second.id().toString());
        assertThat(page.at("/items/0/campaign_name").asText()).isEqualTo("Campaign " + second.id());
        assertThat(page.at("/items/0/status").asText()).isEqualTo("pending");
        assertThat(rest.at("/items/0/campaign_id").asText())
                .isEqualTo(first.id().toString());
        assertThat(rest.has("next_cursor")).isFalse();
        assertThat(get(ann, "/campaigns?cursor=x").status()).isEqualTo(400);
        assertThat(get(ann, "/campaigns?limit=0").status()).isEqualTo(400);
    }

    @Test
    void shouldEditAndTellAllParticipantsEachWithItsRun() {
        service.run(second, 4, true);

        Response answer = patch(ann, "{\"attributes\":{\"city\":\"Bern\",\"visits\":null,\"name\":\"Anna\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/attributes/city").asText()).isEqualTo("Bern");
        assertThat(answer.body().at("/attributes/visits").isNull()).isTrue();
        assertThat(answer.body().get("name").asText()).isEqualTo("Anna");
        assertThat(updates(ann)).containsExactly(first.id() + " null", second.id() + " 4");
        assertThat(service.get(first, "/participants?name=Anna").body().get("items"))
                .hasSize(1);
        // The same once more, nothing at all, and an empty text: no change, no event.
        patch(ann, "{\"attributes\":{\"city\":\"Bern\",\"name\":\"\"}}");
        patch(ann, "{}");
        assertThat(updates(ann)).hasSize(2);
    }

    @Test
    void shouldRefuseWhatCannotBeStoredAndChangeNothing() {
        assertThat(patch(ann, "{\"attributes\":{\"due\":\"2026-01-01\"}}")
                        .body()
                        .toString())
                .contains("\"field\":\"due\"", "There is no Customer Profile field of this name");
        assertThat(patch(ann, "{\"attributes\":{\"visits\":\"many\",\"name\":\"X\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(patch(ann, "{\"attributes\":{\"city\":null}}").body().toString())
                .contains("required in a campaign that the contact is in");
        assertThat(patch(bob, "{\"attributes\":{\"city\":null}}").status()).isEqualTo(200);
        assertThat(patch(bob, "{\"attributes\":{\"email\":null,\"external_id\":null}}")
                        .body()
                        .toString())
                .contains("at least one identifier");
        assertThat(patch(ann, "{\"surprise\":1}").status()).isEqualTo(400);
        assertThat(patch(ann, "").status()).isIn(400, 422);
        assertThat(get(ann, "").body().get("name").asText()).isEqualTo("Ann");
    }

    @Test
    void shouldNameBothContactsOfAConflict() {
        Response answer = patch(bob, "{\"attributes\":{\"email\":\"ANN@example.org\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().toString())
                .contains("\"field\":\"email\"", "customer " + ann, "customer " + bob)
                .doesNotContainIgnoringCase("ann@example.org");
    }

    @Test
    void shouldOptOutPerChannelAndFireNothing() {
        JsonNode optedOut =
                patch(ann, "{\"opt_outs\":[\"whatsapp\",\"email\",\"email\"]}").body();

        assertThat(texts(optedOut.get("opt_outs"))).containsExactly("email", "whatsapp");
        assertThat(contact(ann)).containsExactlyInAnyOrder("email", "whatsapp");
        assertThat(texts(patch(ann, "{\"attributes\":{}}").body().get("opt_outs")))
                .hasSize(2);
        assertThat(patch(ann, "{\"opt_outs\":[\"fax\"]}").status()).isEqualTo(400);
        assertThat(texts(patch(ann, "{\"opt_outs\":[]}").body().get("opt_outs")))
                .isEmpty();
        assertThat(contact(ann)).isEmpty();
        assertThat(updates(ann)).isEmpty();
        assertThat(optOutsTold()).containsExactly(Set.of(ChannelType.EMAIL, ChannelType.WHATSAPP), Set.of());
    }

    @Test
    void shouldTakeWhatAContactAsksForItself() {
        patch(ann, "{\"opt_outs\":[\"email\",\"voice\"]}");
        String path = "/internal/v1/customers/" + ann + "/opt-outs";
        OptOuts.Change change = new OptOuts.Change(
                first.tenantId(), Set.of(ChannelType.TELEGRAM, ChannelType.EMAIL), Set.of(ChannelType.VOICE));

        for (int i = 0; i < 2; i++) {
            assertThat(texts(service.internal("POST", path, change).body().get("channels")))
                    .containsExactlyInAnyOrder("email", "telegram");
        }

        assertThat(texts(service.internal("GET", path + "?tenant=" + first.tenantId(), null)
                        .body()
                        .get("channels")))
                .containsExactlyInAnyOrder("email", "telegram");
        assertThat(optOutsTold())
                .containsExactly(
                        Set.of(ChannelType.EMAIL, ChannelType.VOICE), Set.of(ChannelType.EMAIL, ChannelType.TELEGRAM));
        assertThat(service.internal("POST", path, new OptOuts.Change(Ids.v7(), Set.of(ChannelType.WEB), Set.of()))
                        .status())
                .isEqualTo(404);
        assertThat(service.internal("GET", path + "?tenant=" + Ids.v7(), null).status())
                .isEqualTo(404);
    }

    private List<Set<ChannelType>> optOutsTold() {
        return log.commandsOf(ann).stream()
                .map(Envelope::data)
                .filter(OptOutsChanged.class::isInstance)
                .map(told -> ((OptOutsChanged) told).channels())
                .toList();
    }

    @Test
    void shouldKnowNoForeignCustomerAndLetViewersOnlyRead() {
        UUID other = service.newTenant();
        for (String path : List.of("", "/campaigns")) {
            assertThat(service.as(Role.ADMIN, other, "GET", "/api/v1/customers/" + ann + path, null)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(service.as(Role.ADMIN, other, "PATCH", "/api/v1/customers/" + ann, "{\"opt_outs\":[\"web\"]}")
                        .status())
                .isEqualTo(404);
        assertThat(as(Role.VIEWER, "PATCH", ann, "", "{\"opt_outs\":[]}").status())
                .isEqualTo(403);
        assertThat(get(Ids.v7(), "").status()).isEqualTo(404);
        assertThat(service.internal("GET", "/internal/v1/customers/" + ann + "?tenant=" + first.tenantId(), null)
                        .status())
                .isEqualTo(204);
        assertThat(service.internal("GET", "/internal/v1/customers/" + ann + "?tenant=" + other, null)
                        .status())
                .isEqualTo(404);
    }

    /** Campaign and run of each Participant Updated, in order, but those of imports. */
    private List<String> updates(UUID customer) {
        return log.eventsOf(customer).stream()
                .filter(event -> CustomerEvent.FAMILY.typeOf(event.data()).equals("ParticipantUpdated"))
                .map(event -> (ParticipantEvent) event.data())
                .map(event -> event.campaignId() + " " + event.run())
                .toList();
    }

    private List<String> contact(UUID customer) {
        UUID participant = UUID.fromString(
                get(customer, "/campaigns").body().at("/items/0/participant_id").asText());
        return texts(service.internal(
                        "POST", "/internal/v1/participants/contacts", new ContactPoints.Query(List.of(participant)))
                .body()
                .at("/contacts/0/opt_outs"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
