package campaignflows.communication.simulatedagent;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SimulatedConversationTest {
    private static final List<ResultField> ALL_TYPES = Stream.of(FieldType.values())
            .map(type -> new ResultField(
                    "r_" + type.name().toLowerCase(java.util.Locale.ROOT),
                    "title",
                    type,
                    type == FieldType.ENUMERATION ? List.of("paid", "refused") : List.of()))
            .toList();

    @Test
    void shouldTellTheSameStoryOfTheSameCommunication() {
        for (int i = 0; i < 100; i++) {
            UUID id = Ids.derived("story", i);

            assertThat(SimulatedConversation.of(id, SimulatedSettings.DEFAULT, ALL_TYPES))
                    .isEqualTo(SimulatedConversation.of(id, SimulatedSettings.DEFAULT, ALL_TYPES));
        }
    }

    @Test
    void shouldFollowTheOddsOverManyStories() {
        int stories = 20_000;
        Map<CommunicationStatus, Integer> counts = new EnumMap<>(CommunicationStatus.class);
        for (int i = 0; i < stories; i++) {
            SimulatedConversation.of(Ids.derived("story", i), SimulatedSettings.DEFAULT, List.of())
                    .forEach(step -> counts.merge(step.to(), 1, Integer::sum));
        }

        assertThat(share(counts, CommunicationStatus.FAILED, stories)).isBetween(0.005, 0.015);
        assertThat(share(counts, CommunicationStatus.DELIVERED, stories)).isBetween(0.955, 0.985);
        assertThat(share(counts, CommunicationStatus.READ, stories)).isBetween(0.76, 0.79);
        assertThat(share(counts, CommunicationStatus.REPLIED, stories)).isBetween(0.22, 0.245);
        assertThat(counts.get(CommunicationStatus.COMPLETED)).isEqualTo(counts.get(CommunicationStatus.REPLIED));
    }

    @Test
    void shouldEndWithinSecondsWithResultsOfEveryType() {
        SimulatedSettings certain =
                new SimulatedSettings(1, 1, 1, 0, 1_000, 0, Map.of("r_string", List.of("only this")));

        List<SimulatedConversation.Step> story = SimulatedConversation.of(Ids.derived("story"), certain, ALL_TYPES);

        assertThat(story)
                .extracting(SimulatedConversation.Step::to)
                .containsExactly(
                        CommunicationStatus.DELIVERED,
                        CommunicationStatus.READ,
                        CommunicationStatus.REPLIED,
                        CommunicationStatus.COMPLETED);
        assertThat(story).extracting(SimulatedConversation.Step::after).isSorted();
        assertThat(story.getLast().after()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        Map<String, String> results = story.getLast().results();
        assertThat(results).hasSize(ALL_TYPES.size()).containsEntry("r_string", "only this");
        assertThat(results.get("r_enumeration")).isIn("paid", "refused");
        ALL_TYPES.forEach(field -> assertThat(
                        FieldValue.ofCanonical(field.type(), String.valueOf(results.get(field.name()))))
                .isNotNull());
        assertThat(story.get(2).spoken()).hasSize(1);
    }

    @Test
    void shouldTellOtherStoriesWithAnotherSeed() {
        SimulatedSettings certain = new SimulatedSettings(1, 1, 1, 0, 1_000, 0, Map.of());
        SimulatedSettings other = new SimulatedSettings(1, 1, 1, 0, 1_000, 1, Map.of());

        assertThat(SimulatedConversation.of(Ids.derived("story"), certain, List.of()))
                .isNotEqualTo(SimulatedConversation.of(Ids.derived("story"), other, List.of()));
    }

    private static double share(Map<CommunicationStatus, Integer> counts, CommunicationStatus status, int all) {
        return counts.getOrDefault(status, 0) / (double) all;
    }
}
