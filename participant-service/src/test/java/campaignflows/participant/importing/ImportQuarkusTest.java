package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.participant.ImportBatch.Result;
import campaignflows.platform.contracts.participant.ImportBatch.Row;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RunningService
class ImportQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private List<String> eventTypes(Campaign campaign) {
        return log.events(campaign.id()).stream()
                .map(event -> CustomerEvent.FAMILY.typeOf(event.data()))
                .toList();
    }

    @Test
    void shouldCreateThenUpdateAndSayBoth() {
        Campaign campaign = service.newCampaign(Fields.participant("due_date", FieldType.DATE));
        ImportBatch batch = ServiceUnderTest.batch(
                campaign, "external_id,name,email,due_date", "1,Ann,Ann@Example.org,2026-06-30", "2,Bob,,30.06.2026");

        Result first = service.imported(batch);
        Result second = service.imported(
                ServiceUnderTest.batch(campaign, "email,due_date", "ANN@example.org,2026-07-01", "x@example.org,"));

        assertThat(first).isEqualTo(new Result(2, 0, 0, List.of()));
        assertThat(second).isEqualTo(new Result(1, 1, 0, List.of()));
        assertThat(eventTypes(campaign))
                .containsExactlyInAnyOrder(
                        "ParticipantCreated", "ParticipantCreated", "ParticipantUpdated", "ParticipantCreated");
        assertThat(log.events(campaign.id())).allSatisfy(event -> {
            assertThat(event.data().run()).isNull();
            assertThat(event.cause()).isNull();
            assertThat(event.depth()).isZero();
            assertThat(event.source()).isEqualTo("participant-service");
            assertThat(event.tenant()).isEqualTo(campaign.tenantId());
        });
        assertThat(stored.texts(
                        "select attributes ->> 'due_date' from participants where campaign_id = ? order by 1",
                        campaign.id()))
                .containsExactly("2026-06-30", "2026-07-01", null);
    }

    @Test
    void shouldFoldRowsOfOneNewPersonInOrder() {
        Campaign campaign = service.newCampaign(Fields.participant("n", FieldType.INTEGER));

        Result result = service.imported(ServiceUnderTest.batch(
                campaign, "external_id,email,n", "7,a@example.org,1", "7,,2", ",a@example.org,3", "7,a@example.org,"));

        assertThat(result).isEqualTo(new Result(1, 3, 0, List.of()));
        assertThat(eventTypes(campaign))
                .containsExactly(
                        "ParticipantCreated", "ParticipantUpdated", "ParticipantUpdated", "ParticipantUpdated");
        assertThat(stored.count(
                        "select count(*) from participants where campaign_id = ? and attributes ->> 'n' = '3'",
                        campaign.id()))
                .isEqualTo(1);
    }

    @Test
    void shouldFireNoUpdateForUnchangedRowsWhereTheCampaignSaysSo() {
        Campaign campaign = service.newCampaign();
        service.define(campaign, false);
        service.imported(ServiceUnderTest.batch(campaign, "email,name", "a@example.org,Ann", "b@example.org,Bob"));

        Result again = service.imported(
                ServiceUnderTest.batch(campaign, "email,name", "a@example.org,Ann", "b@example.org,Rob"));

        assertThat(again).isEqualTo(new Result(0, 2, 0, List.of()));
        assertThat(eventTypes(campaign)).hasSize(3).containsOnlyOnce("ParticipantUpdated");
    }

    @Test
    void shouldFailRowsWithoutTrace() {
        Campaign campaign = service.newCampaign(
                Fields.required(Fields.participant("due", FieldType.DATE)),
                Fields.notImported(Fields.participant("secret", FieldType.STRING)),
                Fields.enumeration("size", "S", "M"));

        Result result = service.imported(ServiceUnderTest.batch(
                campaign,
                "email,name,due,size,secret",
                ",Nobody,2026-01-01,S,",
                "a@example.org,A,,S,",
                "b@example.org,B,2026-01-01,XL,",
                "c@example.org,C,2026-01-01,M,x",
                "d@example.org,D,2026-01-01,M,"));

        assertThat(result.created()).isEqualTo(1);
        assertThat(result.failed()).isEqualTo(4);
        assertThat(result.errors().stream().map(error -> error.row() + " " + error.field()))
                .containsExactly("2 null", "3 due", "4 size", "5 secret");
        assertThat(stored.count("select count(*) from customers where tenant_id = ?", campaign.tenantId()))
                .isEqualTo(1);
    }

    @Test
    void shouldReadTimesInTheZoneThatCounts() {
        UUID tenant = service.newTenant("Europe/Berlin", "DE");
        Campaign campaign = service.newCampaignOf(tenant, Fields.participant("at", FieldType.DATETIME));
        List<String> columns = List.of("phone", "at");
        String time = "2026-07-01 12:00";
        ImportBatch first = new ImportBatch(
                tenant,
                campaign.id(),
                Ids.v7(),
                0,
                "00",
                columns,
                List.of(
                        new Row(2, "America/New_York", null, List.of("0170 1234567", time)),
                        new Row(3, null, null, List.of("0170 1234568", time)),
                        new Row(4, "Nowhere/Land", null, List.of("0170 1234569", time))));
        Result result = service.imported(first);
        service.imported(new ImportBatch(
                tenant,
                campaign.id(),
                Ids.v7(),
                0,
                "00",
                columns,
                List.of(new Row(2, "", null, List.of("+49 170 1234567", "2026-07-02 12:00")))));

        assertThat(result.created()).isEqualTo(2);
        assertThat(result.errors())
                .hasSize(1)
                .first()
                .extracting(RowError::field)
                .isEqualTo("timezone");
        assertThat(stored.texts(
                        "select c.phone || ' ' || (p.attributes ->> 'at') from participants p join customers c"
                                + " on c.id = p.customer_id where p.campaign_id = ? order by 1",
                        campaign.id()))
                .containsExactly("+491701234567 2026-07-02T16:00:00Z", "+491701234568 2026-07-01T10:00:00Z");
    }

    @Test
    void shouldFindWhoWasStoredBeforeTheTenantHadARegion() {
        UUID tenant = service.newTenant("Europe/Berlin", "DE");
        Campaign campaign = service.newCampaignOf(tenant);
        service.imported(ServiceUnderTest.batch(campaign, "phone", "0170 1234567"));
        stored.texts(
                "with u as (update customers set phone = '01701234567' where tenant_id = ? returning phone)"
                        + " select phone from u",
                tenant);

        Result again = service.imported(ServiceUnderTest.batch(campaign, "phone", "01701234567"));

        assertThat(again.updated()).isEqualTo(1);
        assertThat(stored.texts("select phone from customers where tenant_id = ?", tenant))
                .containsExactly("+491701234567");
    }

    @Test
    void shouldTellBothSidesOfAConflictByTheirExternalIds() {
        Campaign campaign = service.newCampaign();
        service.imported(
                ServiceUnderTest.batch(campaign, "external_id,email", "A-1,ann@example.org", "B-2,bob@example.org"));

        Result result = service.imported(ServiceUnderTest.batch(campaign, "external_id,email", "A-1,bob@example.org"));

        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message())
                        .contains("(external_id A-1)")
                        .contains("(external_id B-2)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u2007", "\u202F", "\u0085", "\u200B", "\uFEFF", " \u2060\t"})
    void shouldTakeAnExternalIdOfWhiteSpaceForNone(String blank) {
        Campaign campaign = service.newCampaign();

        Result result = service.imported(new ImportBatch(
                campaign.tenantId(),
                campaign.id(),
                Ids.v7(),
                0,
                "00",
                List.of("external_id", "email"),
                List.of(
                        new Row(2, blank, blank, List.of(blank, "ann@example.org")),
                        new Row(3, null, null, List.of(blank, "bob@example.org" + blank)),
                        new Row(4, null, null, List.of(blank, "")),
                        new Row(5, null, null, List.of("x" + blank, "bob@example.org")))));

        assertThat(result.created()).isEqualTo(2);
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).startsWith("No identifier"));
        assertThat(stored.texts(
                        "select external_id from customers where tenant_id = ? and external_id is not null",
                        campaign.tenantId()))
                .containsExactly("x");
    }

    @Test
    void shouldKeepOneParticipantPerObject() {
        Campaign campaign = service.newCampaign();
        ImportBatch batch = new ImportBatch(
                campaign.tenantId(),
                campaign.id(),
                Ids.v7(),
                0,
                "00",
                List.of("email"),
                List.of(
                        new Row(2, null, "A", List.of("a@example.org")),
                        new Row(3, null, "a", List.of("a@example.org")),
                        new Row(4, null, " ", List.of("a@example.org")),
                        new Row(5, null, null, List.of("a@example.org")),
                        new Row(6, null, "x".repeat(201), List.of("a@example.org"))));

        Result result = service.imported(batch);

        assertThat(result.created()).isEqualTo(3);
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.errors()).extracting(RowError::field).containsExactly("object_id");
        assertThat(stored.count("select count(*) from customers where tenant_id = ?", campaign.tenantId()))
                .isEqualTo(1);
    }

    @Test
    void shouldMoveAnIdentifierFromOnePersonToAnotherWithinABatch() {
        Campaign campaign = service.newCampaign();
        service.imported(
                ServiceUnderTest.batch(campaign, "external_id,email", "1,one@example.org", "2,two@example.org"));

        Result result = service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,email",
                "1,free@example.org",
                "2,one@example.org",
                "1,two@example.org",
                "3,free@example.org"));

        assertThat(result).isEqualTo(new Result(1, 3, 0, List.of()));
        assertThat(stored.texts(
                        "select external_id || ' ' || email from customers where tenant_id = ? order by 1",
                        campaign.tenantId()))
                .containsExactly("1 two@example.org", "2 one@example.org", "3 free@example.org");
    }

    @Test
    void shouldNameBothSidesOfAConflict() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id,email,phone", "1,a@example.org,", ",,12345"));

        Result result = service.imported(ServiceUnderTest.batch(
                campaign, "external_id,email,phone", ",a@example.org,12345", "9,a@example.org,", "1,,12345"));

        assertThat(result.failed()).isEqualTo(3);
        assertThat(result.errors()).extracting(RowError::field).containsExactly("phone", "external_id", "phone");
        assertThat(result.errors().getFirst().message())
                .contains("email to customer")
                .contains("phone to customer");
    }

    @Test
    void shouldWaitForADefinitionRatherThanGuess() {
        Campaign campaign = service.newCampaign();
        service.campaignServiceIsDown(true);
        int status;
        try {
            status = service.importBatch(ServiceUnderTest.batch(campaign, "email", "a@example.org"))
                    .status();
        } finally {
            service.campaignServiceIsDown(false);
        }

        assertThat(status).isEqualTo(503);
    }

    @Test
    void shouldUseAFieldThatWasAddedASecondAgo() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "email", "a@example.org"));
        service.define(campaign, true, Fields.participant("fresh", FieldType.STRING));

        Result result = service.imported(ServiceUnderTest.batch(campaign, "email,fresh", "a@example.org,yes"));

        assertThat(result).isEqualTo(new Result(0, 1, 0, List.of()));
    }

    @Test
    void shouldNotLandForACampaignOfAnotherTenant() {
        Campaign campaign = service.newCampaign();
        Campaign foreign = new Campaign(service.newTenant(), campaign.id());

        assertThat(service.importBatch(ServiceUnderTest.batch(foreign, "email", "a@example.org"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldFailOnlyTheRowWithACharacterThatCannotBeStored() {
        Campaign campaign = service.newCampaign();

        Result result = service.imported(
                ServiceUnderTest.batch(campaign, "external_id,name", "1,A\u0000nn", "3,C\uD83D\uDE00"));

        assertThat(result.created()).isEqualTo(1);
        assertThat(result.errors()).extracting(RowError::value).containsExactly("A\uFFFDnn");
    }

    @Test
    void shouldRefuseWhatIsNoBatch() {
        assertThat(service.internal("POST", "/internal/v1/participants/batches", "{\"rows\":7}")
                        .status())
                .isEqualTo(400);
        assertThat(service.internal("POST", "/internal/v1/participants/batches", "null")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldRefuseAColumnTwice() {
        Campaign campaign = service.newCampaign();
        ImportBatch batch = new ImportBatch(
                campaign.tenantId(), campaign.id(), Ids.v7(), 0, "00", List.of("email", "email"), List.of());

        assertThat(service.importBatch(batch).status()).isEqualTo(400);
    }
}
