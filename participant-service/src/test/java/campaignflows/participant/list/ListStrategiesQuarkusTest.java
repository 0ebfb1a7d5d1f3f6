package campaignflows.participant.list;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.ParseContext;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever way a page is read, it is the same page: random lists, compared with a naive one of the same rows. */
@RunningService
class ListStrategiesQuarkusTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final GramFrequencies NO_FREQUENCIES = new GramFrequencies(Map.of(), 0);
    private static final String[] WORDS = {"Anna", "Änna", "hanna", "Ivanna", "Иван", "100%", "a_b", "O'Hara", "Zoë"};

    @Inject
    ServiceUnderTest service;

    @Inject
    Database database;

    @Inject
    StoredRows stored;

    private final Random random = new Random(SEED);

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void shouldReadTheSameRowsInEveryWay() {
        System.out.println("seed " + SEED);
        Campaign campaign = service.newCampaign();
        Campaign other = service.newCampaignOf(campaign.tenantId());
        ImportBatch first = ServiceUnderTest.batch(campaign, "external_id,name,email,phone", rows(0, 40));
        service.imported(first);
        service.imported(ServiceUnderTest.batch(other, "external_id,name", rows(20, 60)));
        ImportBatch second = ServiceUnderTest.batch(campaign, "external_id,name,email,phone", rows(25, 70));
        service.imported(second);
        progress();

        database.useTransaction(tx -> {
            List<ListRepository.Listed> all = everything(tx, campaign);
            assertThat(all).hasSize(70);
            Instant middle = all.get(30).item().createdAt();
            for (int i = 0; i < 150; i++) {
                ListFilters filters = new ListFilters(
                        maybe(pick("ann", "ÄNN", "анна", "иван", "%", "_", "o'h", "zoe")),
                        maybe(pick("example", "P1", "@")),
                        maybe(pick("+49 17", "170", "9")),
                        maybe(ParticipantStatus.values()[random.nextInt(3)]),
                        Optional.empty(),
                        maybe(random.nextBoolean() ? first.uploadId() : second.uploadId()),
                        maybe(middle),
                        maybe(all.get(10).item().createdAt()));
                SortKey key = SortKey.values()[random.nextInt(SortKey.values().length)];
                SortKey.Order order = new SortKey.Order(key, random.nextBoolean());
                ListQuery query =
                        new ListQuery(campaign.tenantId(), campaign.id(), filters, order, Optional.empty(), 50);
                List<UUID> inUpload =
                        filters.uploadId().map(upload -> ids(tx, upload)).orElse(List.of());
                List<UUID> expected = sorted(all, order).stream()
                        .filter(row -> matches(filters, inUpload).test(row.item()))
                        .map(row -> row.item().id())
                        .toList();

                assertThat(scannedRows(tx, query)).as("scan of %s", query).isEqualTo(expected);
                Optional<Rows.Few<ListRepository.Listed>> few = new RowsRepository(tx, query, NO_FREQUENCIES).few(100);
                few.ifPresent(found -> {
                    assertThat(ids(found.rows())).as("few of %s", query).isEqualTo(expected);
                    assertThat(found.total()).isEqualTo(expected.size());
                });
                Rows.Count count = new RowsRepository(tx, query, NO_FREQUENCIES).count(100, 100);
                assertThat(count).isEqualTo(new Rows.Count(expected.size(), true));
            }
        });
    }

    private String[] rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> i + "," + pick(WORDS) + " " + pick("", pick(WORDS)) + "," + "p" + i + "@example.org,"
                        + (491_700_000 + i))
                .toArray(String[]::new);
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextInt(4) == 0 ? Optional.of(value) : Optional.empty();
    }

    private void progress() {
        stored.execute("update participants set communications_count = abs(hashtext(id::text)) % 3,"
                + " open_communications = abs(hashtext(id::text)) % 3 / 2");
        stored.execute("update participant_progress g set communications_count = p.communications_count,"
                + " status = case when p.communications_count = 0 then 0 when p.open_communications > 0 then 1 else 2 end"
                + " from participants p where p.id = g.participant_id");
    }

    private static List<ListRepository.Listed> everything(Tx tx, Campaign campaign) {
        ListFilters none = new FilterParameters().parse(ParseContext.UTC);
        ListQuery query = new ListQuery(
                campaign.tenantId(), campaign.id(), none, SortKey.Order.OLDEST_FIRST, Optional.empty(), 500);
        return new RowsRepository(tx, query, NO_FREQUENCIES).scan(500, 500);
    }

    /** In walks of three rows, with the place where each ended. */
    private static List<UUID> scannedRows(Tx tx, ListQuery query) {
        List<UUID> found = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        do {
            Rows<ListRepository.Listed> rows = new RowsRepository(
                    tx,
                    new ListQuery(query.tenantId(), query.campaignId(), query.filters(), query.order(), after, 50),
                    NO_FREQUENCIES);
            found.addAll(ids(rows.scan(3, 10)));
            after = rows.scanned(3);
        } while (after.isPresent());
        return found;
    }

    private static List<UUID> ids(List<ListRepository.Listed> rows) {
        return rows.stream().map(row -> row.item().id()).toList();
    }

    private static List<UUID> ids(Tx tx, UUID upload) {
        return tx.query("select participant_id from participant_uploads where upload_id = :upload")
                .bind("upload", upload)
                .list(row -> row.uuid("participant_id"));
    }

    private static List<ListRepository.Listed> sorted(List<ListRepository.Listed> rows, SortKey.Order order) {
        Comparator<ListRepository.Listed> comparator = switch (order.key()) {
            case CREATED_AT -> Comparator.comparing(row -> row.item().id().toString());
            case NAME -> by(row -> folded(String.valueOf(row.item().name())));
            case EMAIL -> by(row -> String.valueOf(row.item().email()));
            case PHONE -> by(row -> String.valueOf(row.item().phone()));
            case EXTERNAL_ID -> by(row -> String.valueOf(row.item().externalId()));
            case COMMUNICATIONS_COUNT -> by(row -> String.valueOf(row.item().communicationsCount()));
        };
        return rows.stream()
                .sorted(order.descending() ? comparator.reversed() : comparator)
                .toList();
    }

    private static Comparator<ListRepository.Listed> by(
            java.util.function.Function<ListRepository.Listed, String> key) {
        return Comparator.comparing(key).thenComparing(row -> row.item().id().toString());
    }

    private static Predicate<ParticipantItem> matches(ListFilters filters, List<UUID> inUpload) {
        return item -> filters.name()
                        .map(text -> folded(String.valueOf(item.name())).contains(folded(text)))
                        .orElse(true)
                && filters.email()
                        .map(text -> String.valueOf(item.email()).contains(text.toLowerCase(Locale.ROOT)))
                        .orElse(true)
                && filters.phone()
                        .map(text -> String.valueOf(item.phone()).contains(text.replaceAll("[^0-9]", "")))
                        .orElse(true)
                && filters.status().map(status -> item.status() == status).orElse(true)
                && (filters.uploadId().isEmpty() || inUpload.contains(item.id()))
                && filters.createdFrom()
                        .map(time -> !item.createdAt().isBefore(time))
                        .orElse(true)
                && filters.createdTo()
                        .map(time -> item.createdAt().isBefore(time))
                        .orElse(true);
    }

    /** Written apart from the code under test, for the words above. */
    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('ä', 'a').replace('ë', 'e');
    }
}
