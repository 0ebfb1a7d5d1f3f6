package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of imports, repeats and removals, compared with the naive model row by row. */
@RunningService
class IdentityHistoryQuarkusTest {
    private static final List<String> COLUMNS = List.of(
            "external_id",
            "email",
            "phone",
            "whatsapp_id",
            "telegram_id",
            "web_id",
            "telegram_username",
            "name",
            "note");

    private static final String PEOPLE =
            " from customers c join participants p on p.customer_id = c.id where c.tenant_id = ?";

    /** A participant as the naive model writes it; its parameter is the first campaign. */
    private static final String LINE = """
            concat_ws(' ', coalesce(c.external_id, '-'), coalesce(c.email, '-'), coalesce(c.phone, '-'),
                      coalesce(c.whatsapp_id, '-'), coalesce(c.telegram_id, '-'), coalesce(c.web_id, '-'),
                      coalesce(c.telegram_username, '-'), coalesce(c.name, '-'),
                      case when p.campaign_id = ? then 'c0' else 'c1' end || '/' || coalesce(p.object_id, ''),
                      coalesce(p.attributes ->> 'note', '-'))
            """;

    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    TopicLog log;

    @Test
    void shouldComeToTheSameAsTheNaiveModel() {
        long seed = System.nanoTime();
        System.out.println("IdentityHistoryQuarkusTest seed=" + seed);
        for (int history = 0; history < 25; history++) {
            check(new Random(seed + history), "seed " + seed + " history " + history);
        }
    }

    private void check(Random random, String which) {
        UUID tenant = service.newTenant();
        List<Campaign> campaigns = List.of(
                service.newCampaignOf(tenant, Fields.participant("note", FieldType.STRING)),
                service.newCampaignOf(tenant, Fields.participant("note", FieldType.STRING)));
        NaiveImport model = new NaiveImport();
        int people = 2 + random.nextInt(12);
        int batches = 1 + random.nextInt(6);
        List<UUID> uploads = List.of(Ids.v7(), Ids.v7());
        int events = 0;
        for (int b = 0; b < batches; b++) {
            if (random.nextInt(3) == 0) {
                events += removeOne(random, tenant, campaigns, model);
            }
            int which2 = random.nextInt(campaigns.size());
            Campaign campaign = campaigns.get(which2);
            List<ImportBatch.Row> rows = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0, count = 1 + random.nextInt(30); i < count; i++) {
                rows.add(row(random, people, i, which2, model, expected));
            }
            ImportBatch batch = new ImportBatch(tenant, campaign.id(), uploads.get(which2), b, "00", COLUMNS, rows);
            ImportBatch.Result result = service.imported(batch);
            if (random.nextInt(4) == 0) {
                assertThat(service.imported(batch)).as(which).isEqualTo(result);
            }
            assertThat(result.created()).as(which).isEqualTo(count(expected, "created"));
            assertThat(result.updated()).as(which).isEqualTo(count(expected, "updated"));
            assertThat(result.failed()).as(which).isEqualTo(count(expected, "failed"));
            List<Long> failed = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i).equals("failed")) {
                    failed.add((long) i);
                }
            }
            assertThat(result.errors())
                    .as(which)
                    .extracting(ImportBatch.RowError::row)
                    .isEqualTo(failed);
            events += result.created() + result.updated();
        }
        assertThat(everything(tenant, campaigns)).as(which).isEqualTo(model.everything());
        assertThat(campaigns.stream()
                        .mapToInt(campaign -> log.events(campaign.id()).size())
                        .sum())
                .as(which)
                .isEqualTo(events);
        assertDerivedFollows(tenant, which);
    }

    /** Removes any participant; returns how many events that causes. */
    private int removeOne(Random random, UUID tenant, List<Campaign> campaigns, NaiveImport model) {
        List<String> lines = everything(tenant, campaigns);
        if (lines.isEmpty()) {
            return 0;
        }
        String line = lines.get(random.nextInt(lines.size()));
        String path = stored.texts(
                        "select '/api/v1/campaigns/' || p.campaign_id || '/participants/' || p.id " + PEOPLE + " and "
                                + LINE + " = ?",
                        tenant,
                        campaigns.getFirst().id(),
                        line)
                .getFirst();
        assertThat(service.as(Role.OPERATOR, tenant, "DELETE", path, null).status())
                .isEqualTo(204);
        model.remove(line);
        return 1;
    }

    /** What is stored a second time, for lists and filters, is as what it was made of. */
    private void assertDerivedFollows(UUID tenant, String which) {
        assertThat(stored.texts("select p.id " + PEOPLE + """
                 and (p.name_key, p.email_key, p.phone_key, p.external_id_key) is distinct from
                     (c.name_key, coalesce(c.email_key, ''), coalesce(c.phone, ''), coalesce(c.external_id, ''))
                """, tenant))
                .as(which)
                .isEmpty();
        assertThat(stored.texts("select p.id " + PEOPLE + """
                 and (not exists (select from participant_progress g where g.participant_id = p.id)
                      or not exists (select from participant_uploads u where u.participant_id = p.id))
                """, tenant))
                .as(which)
                .isEmpty();
    }

    private static int count(List<String> outcomes, String outcome) {
        return (int) outcomes.stream().filter(outcome::equals).count();
    }

    /** A row that mostly belongs to one of a few people, with identifiers that sometimes are somebody else's. */
    private static ImportBatch.Row row(
            Random random, int people, int number, int campaign, NaiveImport model, List<String> expected) {
        int who = random.nextInt(people);
        Map<Identifier, String> given = new EnumMap<>(Identifier.class);
        List<@Nullable String> cells = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Identifier identifier = Identifier.ofFieldName(COLUMNS.get(i)).orElseThrow();
            if (random.nextInt(10) < 3) {
                int of = random.nextInt(12) == 0 ? random.nextInt(people * 2) : who;
                String value = value(identifier, of, random);
                given.put(identifier, value);
                cells.add(value);
            } else {
                cells.add(random.nextBoolean() ? null : "  ");
            }
        }
        String name = random.nextInt(3) == 0 ? "N" + random.nextInt(5) : null;
        String note = random.nextInt(3) == 0 ? "t" + random.nextInt(5) : null;
        String object = random.nextInt(4) == 0 ? "o" + random.nextInt(2) : null;
        cells.add(name);
        cells.add(note);
        expected.add(model.importRow("c" + campaign, object, given, name, note));
        return new ImportBatch.Row(number, null, object, cells);
    }

    private static String value(Identifier identifier, int of, Random random) {
        return switch (identifier) {
            case EMAIL -> (random.nextBoolean() ? "P" : "p") + of + "@example.org";
            case PHONE, WHATSAPP_ID -> String.valueOf(100_000 + of);
            case TELEGRAM_USERNAME -> (random.nextBoolean() ? "U" : "u") + of;
            case EXTERNAL_ID, TELEGRAM_ID, WEB_ID -> "x" + of;
        };
    }

    private List<String> everything(UUID tenant, List<Campaign> campaigns) {
        List<String> lines = new ArrayList<>(stored.texts(
                "select " + LINE + " " + PEOPLE, campaigns.getFirst().id(), tenant));
        lines.sort(null);
        return lines;
    }
}
