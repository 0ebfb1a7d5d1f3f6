package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes while another tenant is flooded. */
@NullMarked
class InboundTurnsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final UUID FLOODED = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);
    private static final Pattern HITS = Pattern.compile("shared hit=(\\d+)");

    private InboundFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new InboundFixture(DB);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    /** Messages of different people, all due, received one after another from this second of the day on. */
    private static void receive(UUID tenant, int count, int fromSecond) {
        DB.execute("""
                insert into inbound_messages (id, tenant_id, channel_id, channel, provider_id, identifiers, text, said_at,
                                              received_at, state, due_at, contact)
                select ('%s-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '%s', '%s', 'telegram', n::text,
                       jsonb_build_object('telegram_id', n::text), 'Hello', at, at, 'received', at, n::text
                  from (select n, timestamptz '2026-05-31T00:00:00Z' + (%d + n / 1000.0) * interval '1 second' as at
                          from generate_series(1, %d) as n) as rows
                """.formatted(tenant.equals(OTHER) ? "019f0000" : "019e0000", tenant, tenant, fromSecond, count));
    }

    private static List<Long> open() {
        return DB.values(
                "select count(*) filter (where state = 'received') from inbound_messages group by tenant_id order by tenant_id",
                Long.class);
    }

    @Test
    void shouldTakeTheMessageOfAnotherTenantBeforeTheRestOfAFlood() {
        receive(FLOODED, 5_000, 0);
        receive(OTHER, 1, 60);

        assertThat(fixture.pass()).isEqualTo(InboundService.BATCH);

        assertThat(open()).containsExactly(5_000L - (InboundService.BATCH - 1), 0L);
    }

    @Test
    void shouldTakeTheOldestOfATenantFirst() {
        receive(FLOODED, InboundService.BATCH + 50, 0);

        fixture.pass();

        assertThat(DB.values("select provider_id::int from inbound_messages where state = 'received'", Integer.class))
                .hasSize(50)
                .allSatisfy(number -> assertThat(number).isGreaterThan(InboundService.BATCH));
    }

    @Test
    void shouldFindThemWithoutReadingTheFlood() {
        receive(FLOODED, 100_000, 0);
        receive(OTHER, 20, 60);
        DB.execute("vacuum analyze inbound_messages");

        String plan = String.join(
                "\n",
                DB.rolledBack("explain (analyze, buffers, costs off, timing off) "
                        + InboundClaimRepository.CLAIM
                                .replace(":now", "timestamptz '2026-06-01T08:00:00Z'")
                                .replace(":until", "timestamptz '2026-06-01T08:02:00Z'")
                                .replace(":limit", "100")
                                .replace(":window", "1000")
                                .replace(":patience", "8")));
        System.out.println(plan);

        assertThat(plan).contains("inbound_messages_turns").doesNotContain("Seq Scan on inbound_messages");
        Matcher hits = HITS.matcher(plan);
        assertThat(hits.find()).isTrue();
        // Each of the 100 that are claimed: where it stands, its old and its new version, and their entries in indexes.
        assertThat(Integer.parseInt(hits.group(1))).isLessThan(5_000);
    }
}
