package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.web.auth.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A text that is bound to jsonb becomes a JSON string without a word: every such column must hold an object. */
@RunningService
class JsonColumnsQuarkusTest extends WalkFixture {
    private static final String CITY = "Zoë \"5\" \\ 😀 :name ::text $1";

    @AfterEach
    void letErasuresEnd() {
        service.erasingTakes(0);
    }

    @Test
    void shouldHoldObjectsWhenAdded() {
        added("1");
        service.imported(ServiceUnderTest.batch(campaign, "external_id,city", "2," + CITY));

        assertThat(types("customers", "attributes")).containsExactly("object");
        assertThat(types("participants", "attributes")).containsExactly("object");
        assertThat(city("2")).isEqualTo(CITY);
        assertThat(city("1")).isNull();
    }

    @Test
    void shouldHoldObjectsWhenChanged() {
        ParticipantEvent ann = added("1");
        service.imported(ServiceUnderTest.batch(campaign, "external_id,city,contacted", "1," + CITY + ",true"));
        assertThat(city("1")).isEqualTo(CITY);
        commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
                        .update(new FieldUpdate(FieldLevel.CUSTOMER, "city", "Ulm"))
                        .plan(Ids.v7(), WalkEffects.NOW)
                        .effects());

        assertThat(types("customers", "attributes")).containsExactly("object");
        assertThat(types("participants", "attributes")).containsExactly("object");
        assertThat(types("participants", "last_communication")).containsExactly("object");
        assertThat(city("1")).isEqualTo("Ulm");
        assertThat(snapshot(1, ann).customer()).containsEntry("city", "Ulm");
        assertThat(snapshot(1, ann).participant()).containsEntry("contacted", "true");
    }

    @Test
    void shouldHoldObjectsOfWhatIsKeptOfChunksAndErasures() {
        ImportBatch batch = ServiceUnderTest.batch(campaign, "external_id,email", "1,nobody");
        ImportBatch.Result imported = service.imported(batch);
        ParticipantEvent ann = added("2");
        service.erasingTakes(1_000);
        service.as(Role.ADMIN, campaign.tenantId(), "DELETE", "/api/v1/customers/" + ann.customerId(), null);

        assertThat(types("chunk_results", "result")).containsExactly("object");
        assertThat(service.imported(batch)).isEqualTo(imported);
        assertThat(imported.failed()).isEqualTo(1);
        assertThat(types("erasures", "identifiers")).containsExactly("object");
        assertThat(stored.texts(
                        "select identifiers ->> 'external_id' from erasures where customer_id = ?", ann.customerId()))
                .containsExactly("2");
    }

    private List<String> types(String table, String column) {
        return stored.texts(
                "select distinct jsonb_typeof(" + column + ") from " + table + " where tenant_id = ?",
                campaign.tenantId());
    }

    private String city(String externalId) {
        return stored.texts(
                        "select attributes ->> 'city' from customers where tenant_id = ? and external_id = ?",
                        campaign.tenantId(),
                        externalId)
                .getFirst();
    }
}
