package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.values.FieldType;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Run by hand: {@code mvn -pl participant-service test -Dtest=ThroughputSmoke -Dsurefire.failIfNoSpecifiedTests=false}. */
@RunningService
class ThroughputSmoke {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int BATCH = 1_000;

    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    AgroalDataSource database;

    private record Ref(UUID participant, UUID customer) {}

    @Test
    void measure() throws Exception {
        double floor = copy();
        Campaign warm = service.newCampaign(Fields.participant("due_date", FieldType.DATE));
        imports(warm, 20_000);
        Campaign campaign = service.newCampaign(
                Fields.participant("due_date", FieldType.DATE), Fields.participant("contacted", FieldType.BOOLEAN));
        service.run(campaign, 1, true);
        double first = imports(campaign, ROWS);
        double again = imports(campaign, ROWS);
        List<Ref> refs = stored.rows(
                row -> new Ref(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                "select id, customer_id from participants where campaign_id = ? order by id",
                campaign.id());
        double walks = walks(campaign, refs);
        System.out.printf(
                "copy %.0f rows/s, import %.0f rows/s (%.2f of copy), import again %.0f rows/s, walks %.0f events/s%n",
                floor, first, first / floor, again, walks);
        assertThat(refs).hasSize(ROWS);
    }

    private double copy() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table floor (id uuid primary key default uuidv7(), tenant_id uuid, external_id text,"
                            + " email text, phone text, name text, due_date text)");
            statement.execute("create unique index floor_unique on floor (tenant_id, external_id)");
            StringBuilder rows = new StringBuilder();
            UUID tenant = Ids.v7();
            for (int i = 0; i < ROWS; i++) {
                rows.append(tenant)
                        .append('\t')
                        .append(row(i).replace(',', '\t'))
                        .append('\n');
            }
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy floor (tenant_id, external_id, name, email, phone, due_date) from stdin",
                            new StringReader(rows.toString()));
            double rate = rate(ROWS, start);
            statement.execute("drop table floor");
            return rate;
        }
    }

    private static String row(int i) {
        return "ext-" + i + ",Person Number " + i + ",person" + i + "@example.org,4917" + (10_000_000 + i)
                + ",2026-06-30";
    }

    private double imports(Campaign campaign, int rows) {
        UUID upload = Ids.v7();
        long start = System.nanoTime();
        for (int from = 0; from < rows; from += BATCH) {
            String[] texts = IntStream.range(from, from + BATCH)
                    .mapToObj(ThroughputSmoke::row)
                    .toArray(String[]::new);
            ImportBatch batch = ServiceUnderTest.batch(campaign, "external_id,name,email,phone,due_date", texts);
            service.imported(new ImportBatch(
                    batch.tenantId(), batch.campaignId(), upload, from / BATCH, "00", batch.columns(), batch.rows()));
        }
        return rate(rows, start);
    }

    private double walks(Campaign campaign, List<Ref> refs) {
        String topic = UUID.fromString("0190a000-0000-7000-8000-000000000001").toString();
        long start = System.nanoTime();
        for (int from = 0; from < refs.size(); from += BATCH) {
            List<Ref> some = refs.subList(from, from + BATCH);
            service.internal(
                    "POST",
                    "/internal/v1/walks/begin",
                    new Begin(
                            topic,
                            999,
                            from,
                            some.stream().map(Ref::participant).toList()));
            List<EventEffects> effects = new ArrayList<>();
            for (Ref ref : some) {
                effects.add(new WalkEffects.Of(
                                campaign,
                                new ParticipantCreated(campaign.id(), ref.participant(), ref.customer(), 1),
                                1)
                        .update(new FieldUpdate(FieldLevel.PARTICIPANT, "contacted", "true"))
                        .plan(Ids.v7(), WalkEffects.NOW)
                        .effects());
            }
            assertThat(service.internal(
                                    "POST",
                                    "/internal/v1/walks/commit",
                                    new Commit(topic, 999, from, from + BATCH, effects))
                            .status())
                    .isEqualTo(204);
        }
        return rate(refs.size(), start);
    }

    private static double rate(int count, long start) {
        return count * 1e9 / (System.nanoTime() - start);
    }
}
