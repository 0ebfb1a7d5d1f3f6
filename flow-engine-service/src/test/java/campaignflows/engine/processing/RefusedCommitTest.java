package campaignflows.engine.processing;

import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.walk.CampaignRun;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.values.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A commit that is refused as a whole: its events are walked again, until it takes effect. */
class RefusedCommitTest extends BatchProcessorFixture {
    private static final List<String> MADE = List.of("customer.external_id=taken", "participant.claimed=true");

    private final List<Commit> attempts = new ArrayList<>();

    private static final UUID CLAIM = new UUID(0x7000, 2);
    private static final UUID CLAIMED = new UUID(0x7000, 3);

    /** A flow that writes an identifier, and one after it that reads it and marks who has it. */
    private static WalkFixture claiming() {
        return new WalkFixture()
                .customer("external_id", "mine")
                .field("claimed", FieldType.BOOLEAN)
                .flow(
                        CLAIM,
                        node("t", "participant_created", "{}") + ","
                                + WalkFixture.update("claim", "customer.external_id", WalkFixture.literal("\"taken\"")),
                        edge("t", "out", "claim"))
                .flow(
                        CLAIMED,
                        node("t", "participant_created", "{}") + ","
                                + WalkFixture.check(
                                        "has", "customer.external_id", "equals", WalkFixture.literal("\"taken\""))
                                + ","
                                + WalkFixture.update("mark", "participant.claimed", WalkFixture.literal("true")),
                        edge("t", "out", "has") + "," + edge("has", "match", "mark"));
    }

    private BatchResult processClaims(int count) {
        CampaignRun claims = claiming().active();
        return processor((tenant, campaign, number) -> claims).process(batch(count));
    }

    @Test
    void shouldWalkAgainWithoutAnUpdateThatCannotBeMadeAndSayWhy() {
        // given: of three, the second cannot have the identifier; each has two updates
        position = 10;
        answer = commit -> attempt(commit) == 1
                ? new CommitOutcome.UpdatesRefused(Map.of(2, "it belongs to another contact"))
                : new CommitOutcome.Applied();

        // when
        BatchResult result = processClaims(3);

        // then: the walk after it has not seen the value
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(begins).hasSize(2);
        assertThat(commits).singleElement().satisfies(commit -> {
            assertThat(commit.events()).extracting(WalkFixture::updates).containsExactly(MADE, List.of(), MADE);
            EventEffects second = commit.events().get(1);
            assertThat(WalkFixture.step(second, "claim").message())
                    .isEqualTo("customer.external_id was skipped: it belongs to another contact");
            assertThat(WalkFixture.step(second, "claim").operands()).isEmpty();
        });
    }

    @Test
    void shouldComeToAnEndWhateverIsRefused() {
        // given: whatever is written to a profile is refused
        position = 10;
        answer = commit -> {
            attempt(commit);
            Map<Integer, String> reasons = new HashMap<>();
            List<FieldUpdate> updates = commit.events().stream()
                    .flatMap(event -> event.updates().stream())
                    .toList();
            for (int i = 0; i < updates.size(); i++) {
                if (updates.get(i).level() == FieldLevel.CUSTOMER) {
                    reasons.put(i, "no");
                }
            }
            return reasons.isEmpty() ? new CommitOutcome.Applied() : new CommitOutcome.UpdatesRefused(reasons);
        };
        CampaignRun restless = new WalkFixture()
                .flow(
                        CLAIM,
                        node("t", "participant_created", "{}") + ","
                                + WalkFixture.update("claim", "customer.name", code("str(datetime.now())")),
                        edge("t", "out", "claim"))
                .active();

        // when: the value is another one in each walk
        BatchResult result = processor((tenant, campaign, number) -> restless).process(batch(4));

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(commits)
                .allSatisfy(commit -> assertThat(commit.events())
                        .allSatisfy(event -> assertThat(event.updates()).isEmpty()));
        assertThat(attempts).hasSizeLessThan(10);
    }

    @Test
    void shouldWalkAgainWithNewSnapshotsWhatSomebodyHasChangedMeanwhile() {
        // given
        position = 10;
        answer = commit -> attempt(commit) == 1
                ? new CommitOutcome.StaleRows(Set.of(FieldLevel.CUSTOMER))
                : new CommitOutcome.Applied();

        // when
        BatchResult result = processClaims(3);

        // then
        assertThat(result).isEqualTo(new BatchResult.Applied());
        assertThat(begins).hasSize(2);
        assertThat(commits)
                .singleElement()
                .satisfies(commit -> assertThat(commit.events())
                        .extracting(WalkFixture::updates)
                        .containsExactly(MADE, MADE, MADE));
    }

    @Test
    void shouldLeaveWhatOthersWriteAllTheTimeAsTheyWroteIt() {
        // given: somebody writes the second one's profile faster than any walk is
        position = 10;
        UUID second = new UUID(0x7000, 101);
        answer = commit -> {
            attempt(commit);
            return commit.events().stream()
                            .anyMatch(event -> event.participantId().equals(second)
                                    && event.updates().stream().anyMatch(each -> each.level() == FieldLevel.CUSTOMER))
                    ? new CommitOutcome.StaleRows(Set.of(FieldLevel.CUSTOMER))
                    : new CommitOutcome.Applied();
        };

        // when
        BatchResult result = processClaims(8);

        // then: it alone goes without its update, and says so; the others are walked as ever
        assertThat(result).isEqualTo(new BatchResult.Applied());
        List<EventEffects> events =
                commits.stream().flatMap(commit -> commit.events().stream()).toList();
        assertThat(events)
                .extracting(WalkFixture::updates)
                .containsExactly(MADE, List.of(), MADE, MADE, MADE, MADE, MADE, MADE);
        assertThat(WalkFixture.step(events.get(1), "claim").message())
                .isEqualTo("customer.external_id was skipped: others kept changing it while the walk was under way");
        assertThat(attempts).hasSizeLessThan(20);
    }

    @Test
    void shouldSendTheVersionsOfTheRowsThatItWrites() {
        // given
        position = 10;
        versions = new RowVersions(7L, 8L);

        // when
        processClaims(1);
        position = 10;
        process(batch(1));

        // then: a walk that writes nothing relies on no row
        assertThat(commits)
                .extracting(commit -> commit.events().getFirst().versions())
                .containsExactly(versions, null);
    }

    private int attempt(Commit commit) {
        attempts.add(commit);
        return attempts.size();
    }

    private static String code(String expression) {
        return "{\"kind\": \"expression\", \"code\": \"" + expression + "\"}";
    }
}
