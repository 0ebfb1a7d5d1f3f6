package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.dispatch.PlannedCountRepository.Planned;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is due and what waits, as it is measured. */
@NullMarked
class PlannedCountsIT {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final TestDatabase DB = new TestDatabase();

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldCountWhatActiveCampaignsAreStillToSend() {
        World world = new World(DB);
        assertThat(count(world)).isEqualTo(Planned.NOTHING);
        UUID channel = world.channel(ChannelType.VOICE);
        UUID agent = world.simulatedAgent(channel, "{}", List.of(), Duration.ofHours(72));
        UUID active = new UUID(1, 1);
        UUID stopped = new UUID(1, 2);
        world.runs.store(new RunState(world.tenant, active, 1, true));
        world.runs.store(new RunState(world.tenant, stopped, 1, false));

        plan(world, active, channel, agent, "planned", NOON.minusSeconds(90));
        plan(world, active, channel, agent, "planned", NOON.minusSeconds(30));
        plan(world, active, channel, agent, "planned", NOON.plusSeconds(60));
        plan(world, active, channel, agent, "completed", null);
        plan(world, stopped, channel, agent, "planned", NOON.minusSeconds(3_600));

        assertThat(count(world)).isEqualTo(new Planned(2, 1, 90));
    }

    private static Planned count(World world) {
        return world.work.read(tx -> new PlannedCountRepository().count(tx, NOON));
    }

    private static void plan(
            World world, UUID campaign, UUID channel, UUID agent, String status, @Nullable Instant due) {
        String at = due == null ? "null" : "timestamptz '" + due + "'";
        DB.execute("""
                insert into communications (id, plan_id, tenant_id, campaign_id, run, participant_id, customer_id, flow_id, node_id,
                                            name, channel, channel_id, agent_id, status, scheduled_at, created_at, depth, due_at)
                select id, id, '%s', '%s', 1, id, gen_random_uuid(), id, 'n1', 'A', 'voice', '%s', '%s', '%s', now(), now(), 0, %s
                  from (select gen_random_uuid() as id) as row
                """.formatted(world.tenant, campaign, channel, agent, status, at));
    }
}
