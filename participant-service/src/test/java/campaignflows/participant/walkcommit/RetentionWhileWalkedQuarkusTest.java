package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RetentionRun;
import campaignflows.participant.support.RunningService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A participant that its tenant keeps no longer while a walk of it is under way. */
@RunningService
class RetentionWhileWalkedQuarkusTest extends WalkFixture {
    @Inject
    RetentionRun run;

    @BeforeEach
    void keepForAMonth() {
        campaign =
                service.newCampaignOf(service.newTenantThatKeeps(30, null), Fields.customer("city", FieldType.STRING));
        service.run(campaign, 1, true);
    }

    @Test
    void shouldDropTheEffectsOfAWalkOfWhomItHasErased() {
        ParticipantEvent ann = added("1");
        assertThat(begin(0, ann.participantId()).snapshots()).hasSize(1);
        run.age(ann.customerId(), 31);

        run.of(campaign.tenantId());

        assertThat(commit(
                                0,
                                1,
                                new WalkEffects.Of(campaign, ann, 1)
                                        .plan(Ids.v7(), WalkEffects.NOW)
                                        .effects())
                        .status())
                .isEqualTo(204);
        assertThat(types(ann)).containsExactly("ParticipantRemoved", "ParticipantErased");
    }

    @Test
    void shouldKeepWhomAWalkHasContacted() {
        ParticipantEvent ann = added("1");
        run.age(ann.customerId(), 31);
        commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
                        .plan(Ids.v7(), WalkEffects.NOW)
                        .effects());
        run.age(ann.customerId(), 31);

        run.of(campaign.tenantId());

        assertThat(counters(ann)).isEqualTo("1/1");
        assertThat(types(ann)).containsExactly("PlanCommunication");
    }

    /** Whichever is first: either nobody is contacted who is gone, or whoever was contacted stays. */
    @Test
    void shouldDoOneOrTheOtherWhereBothHappenAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 12; round++) {
                ParticipantEvent someone = added("r" + round);
                run.age(someone.customerId(), 31);
                UUID communication = Ids.v7();
                int position = round;
                List<Future<?>> both = List.of(
                        threads.submit(() -> commit(
                                position,
                                position + 1,
                                new WalkEffects.Of(campaign, someone, 1)
                                        .plan(communication, WalkEffects.NOW)
                                        .effects())),
                        threads.submit(() -> run.of(campaign.tenantId())));
                for (Future<?> each : both) {
                    each.get();
                }
                boolean there = stored.count(
                                "select count(*) from participants where id = ? and open_communications = 1",
                                someone.participantId())
                        == 1;
                assertThat(types(someone))
                        .as("round %d", round)
                        .isEqualTo(
                                there
                                        ? List.of("PlanCommunication")
                                        : List.of("ParticipantRemoved", "ParticipantErased"));
            }
        }
    }

    private List<String> types(ParticipantEvent of) {
        return log.commandsOf(of.customerId()).stream()
                .map(command -> CustomerCommand.FAMILY.typeOf(command.data()))
                .toList();
    }
}
