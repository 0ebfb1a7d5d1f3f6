package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.RunState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How the database finds and claims what is due among very many that are Planned. By hand, {@code -Dclaim.rows=1000000} shows
 * the plans that the README has.
 */
@NullMarked
class ClaimPlanIT {
    private static final int ROWS = Integer.getInteger("claim.rows", 100_000);
    private static final int CAMPAIGNS = 10;
    private static final TestDatabase DB = new TestDatabase();

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    @DisplayName("A claim reads what it takes, however many are Planned")
    void shouldReadWhatItClaimsAndNoMore() {
        World world = new World(DB);
        UUID channel = world.channel(ChannelType.VOICE);
        UUID agent = world.simulatedAgent(channel, "{}", List.of(), Duration.ofHours(72));
        List<UUID> campaigns = new java.util.ArrayList<>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            UUID campaign = new UUID(1, i);
            campaigns.add(campaign);
            world.runs.store(new RunState(world.tenant, campaign, 1, true));
        }
        // Half of them are due, the others in the course of a month; one in four is over.
        DB.execute("""
                insert into communications (id, plan_id, tenant_id, campaign_id, run, participant_id, customer_id, flow_id, node_id,
                                            name, channel, channel_id, agent_id, status, scheduled_at, created_at, depth, due_at)
                select id, id, '%s', ('00000000-0000-0001-0000-00000000000' || n %% %d)::uuid, 1, id, gen_random_uuid(), id, 'n1',
                       'A', 'voice', '%s', '%s', case when n %% 4 = 3 then 'completed' else 'planned' end, at, at, 0,
                       case when n %% 4 = 3 then null else at end
                  from (select n, gen_random_uuid() as id,
                               timestamptz '2026-06-01T08:00:00Z' + (n - %d) * interval '5 seconds' as at
                          from generate_series(1, %d) as n) as rows
                """.formatted(world.tenant, CAMPAIGNS, channel, agent, ROWS / 2, ROWS));
        DB.execute("vacuum analyze communications");

        String ready = explain(ClaimRepository.DUE_PAIRS
                .replace(":except", "'{}'::uuid[]")
                .replace(":backing_off", "'{}'")
                .replace(":revisions", "'{}'")
                .replace(":now", "timestamptz '2026-06-01T08:00:00Z'"));
        String claim = explain(ClaimRepository.CLAIM
                .replace(":campaigns", literal(campaigns))
                .replace(
                        ":channels",
                        literal(campaigns.stream().map(any -> channel).toList()))
                .replace(":limits", "'{" + "50,".repeat(CAMPAIGNS - 1) + "50}'")
                .replace(":owner", "'" + UUID.randomUUID() + "'::uuid")
                .replace(":seconds", "30")
                .replace(":now", "timestamptz '2026-06-01T08:00:00Z'"));
        System.out.println("claims among " + ROWS + " communications\n" + ready + "\n\n" + claim);

        assertThat(ready).contains("communications_due").doesNotContain("Seq Scan on communications");
        assertThat(claim)
                .contains("communications_due", "communications_pk")
                .doesNotContain("Seq Scan on communications", "Sort");
        assertThat(buffers(ready)).isLessThan(200);
        // Each of the 500 that are claimed: where it stands, its old and its new version, and their entries in indexes.
        assertThat(buffers(claim)).isLessThan(40_000);
    }

    private static String explain(String sql) {
        return String.join("\n", DB.rolledBack("explain (analyze, buffers, costs off, timing off) " + sql));
    }

    /** Of the whole plan: its first node counts those of all. */
    private static int buffers(String plan) {
        return plan.lines()
                .filter(line -> line.contains("Buffers:"))
                .findFirst()
                .map(line ->
                        java.util.regex.Pattern.compile("shared hit=(\\d+)").matcher(line))
                .filter(java.util.regex.Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElseThrow();
    }

    private static String literal(List<UUID> ids) {
        return "'{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}'";
    }
}
