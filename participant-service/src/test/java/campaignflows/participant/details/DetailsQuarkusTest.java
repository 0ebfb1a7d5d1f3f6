package campaignflows.participant.details;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RunningService
class DetailsQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private Campaign campaign = new Campaign(Ids.v7(), Ids.v7());

    @BeforeEach
    void begin() {
        campaign = service.newCampaignOf(
                service.newTenant("Europe/Berlin", "DE"),
                Fields.participant("paid", FieldType.BOOLEAN),
                Fields.customer("city", FieldType.STRING),
                Fields.participant("count", FieldType.INTEGER),
                Fields.participant("sum", FieldType.NUMERIC),
                Fields.participant("at", FieldType.DATETIME),
                Fields.required(Fields.participant("must", FieldType.STRING)));
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,paid,city,count,sum,must",
                "1,Ann,ann@example.org,yes,Rome,42,10.50,m",
                "2,Bob,bob@example.org,,,,,m"));
    }

    private String id(String externalId) {
        return service.get(campaign, "/participants?external_id=" + externalId)
                .body()
                .get("items")
                .get(0)
                .get("id")
                .asText();
    }

    private ServiceUnderTest.Response patch(String id, String body) {
        return service.as(Role.OPERATOR, campaign.tenantId(), "PATCH", path(id), body);
    }

    private String path(String id) {
        return "/api/v1/campaigns/" + campaign.id() + "/participants/" + id;
    }

    private List<String> events() {
        return log.events(campaign.id()).stream()
                .map(event -> CustomerEvent.FAMILY.typeOf(event.data()))
                .toList();
    }

    @Test
    void shouldFindWhoHasTheDigitsOfBeforeTheTenantHadARegion() {
        service.imported(ServiceUnderTest.batch(campaign, "external_id,phone,must", "1,+491706666666,m"));
        stored.texts(
                "with u as (update customers set phone = '01706666666' where tenant_id = ? and external_id = '1'"
                        + " returning phone) select phone from u",
                campaign.tenantId());

        ServiceUnderTest.Response taken = patch(id("2"), "{\"attributes\":{\"phone\":\"0170 6666666\"}}");
        assertThat(taken.status()).isEqualTo(422);
        assertThat(taken.body().at("/errors/0/message").asText()).contains("belongs to customer", "external_id 1");

        ServiceUnderTest.Response own = patch(id("1"), "{\"attributes\":{\"phone\":\"0170 6666666\"}}");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.body().at("/attributes/phone").asText()).isEqualTo("+491706666666");
    }

    @Test
    void shouldShowAllFieldsInOrderAndTyped() {
        JsonNode ann = service.get(campaign, "/participants/" + id("1")).body();

        List<String> names = new ArrayList<>();
        ann.get("attributes").fieldNames().forEachRemaining(names::add);
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
                        "result",
                        "result_at",
                        "paid",
                        "city",
                        "count",
                        "sum",
                        "at",
                        "must");
        assertThat(ann.get("attributes").toString())
                .contains("\"paid\":true,\"city\":\"Rome\",\"count\":42,\"sum\":\"10.50\",\"at\":null");
        assertThat(ann.get("name").asText()).isEqualTo("Ann");
        assertThat(ann.get("status").asText()).isEqualTo("pending");
        assertThat(ann.get("campaign_id").asText()).isEqualTo(campaign.id().toString());
    }

    @Test
    void shouldEditAndFireOnlyOnARealChange() {
        String ann = id("1");
        service.run(campaign, 1, true);

        ServiceUnderTest.Response edited = patch(
                ann,
                "{\"timezone\":\"America/New_York\",\"attributes\":{\"paid\":false,\"count\":\"7\",\"sum\":1.5,"
                        + "\"city\":null,\"name\":\"\",\"at\":\"2026-07-01 12:00\",\"result\":true}}");
        patch(ann, "{\"attributes\":{\"count\":7,\"result\":\"yes\"},\"timezone\":\"America/New_York\"}");
        patch(ann, "{}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.body().get("attributes").toString())
                .contains("\"paid\":false,\"city\":null,\"count\":7,\"sum\":\"1.5\",\"at\":\"2026-07-01T16:00:00Z\"");
        assertThat(edited.body().get("name").asText()).isEqualTo("Ann");
        assertThat(edited.body().get("timezone").asText()).isEqualTo("America/New_York");
        assertThat(edited.body().get("result").asBoolean()).isTrue();
        assertThat(edited.body().get("result_at").isNull()).isFalse();
        assertThat(edited.body().get("status").asText()).isEqualTo("completed");
        assertThat(log.events(campaign.id()).stream()
                        .filter(event ->
                                CustomerEvent.FAMILY.typeOf(event.data()).equals("ParticipantUpdated")))
                .singleElement()
                .satisfies(event -> assertThat(event.data().run()).isEqualTo(1));
        assertThat(patch(ann, "{\"timezone\":null,\"attributes\":{\"result\":null}}")
                        .body()
                        .get("result_at")
                        .isNull())
                .isTrue();
    }

    @Test
    @DisplayName("D1: result_at is writable by edit, and set whenever the result is written")
    void shouldEditResultAt() {
        String ann = id("1");

        ServiceUnderTest.Response both =
                patch(ann, "{\"attributes\":{\"result_at\":\"2026-01-01T10:00:00Z\",\"result\":true}}");
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.body().get("result_at").asText()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(patch(ann, "{\"attributes\":{\"result_at\":\"2026-02-01T10:00:00Z\"}}")
                        .body()
                        .get("result_at")
                        .asText())
                .isEqualTo("2026-02-01T10:00:00Z");
        assertThat(patch(ann, "{\"attributes\":{\"result\":false}}")
                        .body()
                        .get("result_at")
                        .asText())
                .isGreaterThan("2026-02-01T10:00:00Z");
    }

    @Test
    void shouldRefuseABadEditAsAWhole() {
        String ann = id("1");

        ServiceUnderTest.Response answer = patch(
                ann,
                "{\"attributes\":{\"count\":\"many\",\"nope\":1,\"must\":null,\"paid\":true,\"city\":\"Oslo\","
                        + "\"result_at\":\"soon\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("count", "nope", "must", "result_at");
        assertThat(service.get(campaign, "/participants/" + ann)
                        .body()
                        .get("attributes")
                        .get("city")
                        .asText())
                .isEqualTo("Rome");
        assertThat(patch(ann, "{\"timezone\":\"Mars/Base\"}").status()).isEqualTo(422);
        assertThat(patch(ann, "{\"attributes\":{\"city\":[1]}}").status()).isEqualTo(422);
        assertThat(patch(ann, "{\"colour\":1}").status()).isEqualTo(400);
    }

    @Test
    void shouldKeepIdentifiersUniqueInEdits() {
        String bob = id("2");

        assertThat(patch(bob, "{\"attributes\":{\"email\":\"ANN@example.org\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(patch(bob, "{\"attributes\":{\"external_id\":\"22\",\"email\":\"b@example.org\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(patch(bob, "{\"attributes\":{\"external_id\":null,\"email\":null}}")
                        .status())
                .isEqualTo(422);
        assertThat(id("22")).isEqualTo(bob);
    }

    @Test
    void shouldRemoveAndAddAgainAsNew() {
        String ann = id("1");

        assertThat(service.as(Role.OPERATOR, campaign.tenantId(), "DELETE", path(ann), null)
                        .status())
                .isEqualTo(204);
        assertThat(service.as(Role.OPERATOR, campaign.tenantId(), "DELETE", path(ann), null)
                        .status())
                .isEqualTo(404);
        assertThat(service.get(campaign, "/participants/" + ann).status()).isEqualTo(404);
        service.imported(ServiceUnderTest.batch(campaign, "email,must", "ann@example.org,m"));

        assertThat(id("1")).isNotEqualTo(ann);
        assertThat(service.get(campaign, "/participants/" + id("1"))
                        .body()
                        .get("attributes")
                        .get("city")
                        .asText())
                .isEqualTo("Rome");
        assertThat(events())
                .containsExactlyInAnyOrder(
                        "ParticipantCreated", "ParticipantCreated", "ParticipantRemoved", "ParticipantCreated");
        assertThat(log.commands(campaign.id()))
                .singleElement()
                .satisfies(command -> assertThat(command.data())
                        .isInstanceOfSatisfying(
                                ParticipantRemoved.class,
                                removed -> assertThat(removed.participantId()).hasToString(ann)));
    }

    @Test
    void shouldBeClosedToOthers() {
        String ann = id("1");
        UUID stranger = service.newTenant();

        for (String method : List.of("GET", "PATCH", "DELETE")) {
            assertThat(service.as(Role.ADMIN, stranger, method, path(ann), method.equals("PATCH") ? "{}" : null)
                            .status())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(service.as(Role.VIEWER, campaign.tenantId(), "PATCH", path(ann), "{}")
                        .status())
                .isEqualTo(403);
        assertThat(service.as(Role.VIEWER, campaign.tenantId(), "DELETE", path(ann), null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldTellHowParticipantsCanBeReached() {
        service.imported(ServiceUnderTest.batch(
                campaign, "external_id,phone,telegram_id,must", "1,+49 170 1234567,tg1,m", "3,,,m"));
        stored.execute(
                "update customers set opt_outs = '{voice}' where tenant_id = ? and external_id = '1'",
                campaign.tenantId());
        UUID ann = UUID.fromString(id("1"));
        UUID third = UUID.fromString(id("3"));

        ContactPoints.Response answer = Json.mapper()
                .convertValue(
                        service.internal(
                                        "POST",
                                        "/internal/v1/participants/contacts",
                                        new ContactPoints.Query(List.of(ann, third, Ids.v7())))
                                .body(),
                        ContactPoints.Response.class);

        assertThat(answer.contacts())
                .containsExactlyInAnyOrder(
                        new ContactPoints.Contact(
                                campaign.tenantId(),
                                campaign.id(),
                                ann,
                                Map.of(
                                        ChannelType.EMAIL, "ann@example.org",
                                        ChannelType.WHATSAPP, "+491701234567",
                                        ChannelType.VOICE, "+491701234567",
                                        ChannelType.TELEGRAM, "tg1"),
                                Set.of(ChannelType.VOICE)),
                        new ContactPoints.Contact(campaign.tenantId(), campaign.id(), third, Map.of(), Set.of()));
    }

    @Test
    void shouldReachByTheWhatsAppNumberBeforeThePhoneAndByTheWebId() {
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,phone,whatsapp_id,web_id,must",
                "w,+49 170 1234567,+49 151 7654321,visitor-7,m"));

        ContactPoints.Response answer = Json.mapper()
                .convertValue(
                        service.internal(
                                        "POST",
                                        "/internal/v1/participants/contacts",
                                        new ContactPoints.Query(List.of(UUID.fromString(id("w")))))
                                .body(),
                        ContactPoints.Response.class);

        assertThat(answer.contacts())
                .singleElement()
                .satisfies(contact -> assertThat(contact.addresses())
                        .containsEntry(ChannelType.WHATSAPP, "+491517654321")
                        .containsEntry(ChannelType.VOICE, "+491701234567")
                        .containsEntry(ChannelType.WEB, "visitor-7"));
    }

    @Test
    void shouldTellWhetherAFieldIsInUse() {
        assertThat(inUse("paid")).isTrue();
        assertThat(inUse("city")).isTrue();
        assertThat(inUse("at")).isFalse();
        assertThat(inUse("result")).isFalse();
        assertThat(inUse("email")).isTrue();
        assertThat(inUse("phone")).isFalse();
        assertThat(service.internal("GET", "/internal/v1/fields/in-use?tenant=1", null)
                        .status())
                .isEqualTo(400);
    }

    private boolean inUse(String name) {
        return service.internal(
                        "GET",
                        "/internal/v1/fields/in-use?tenant=" + campaign.tenantId() + "&campaign=" + campaign.id()
                                + "&name=" + name,
                        null)
                .body()
                .get("in_use")
                .asBoolean();
    }
}
