package campaignflows.participant.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GramFrequenciesTest {
    private static final GramFrequencies MANY =
            new GramFrequencies(Map.of(1, 0.5f, 2, 0.02f, 3, 0.01f, 4, 0.005f, 5, 0.004f), 10_000_000);

    @Test
    void shouldLookUpTheRarest() {
        assertThat(MANY.worthwhile(new int[] {1, 2, 3, 4, 5}).orElseThrow()).containsExactly(5, 4, 3, 2);
        assertThat(MANY.worthwhile(new int[] {1, 9}).orElseThrow()).containsExactly(9);
    }

    @Test
    void shouldNotReadWhatTakesLong() {
        assertThat(MANY.worthwhile(new int[] {1})).isEmpty();
        assertThat(MANY.worthwhile(new int[] {3})).isEmpty();
        assertThat(MANY.worthwhile(new int[] {9})).isPresent();
        assertThat(MANY.worthwhile(new int[0])).isEmpty();
    }

    @Test
    void shouldTryWithoutStatistics() {
        assertThat(new GramFrequencies(Map.of(), 0).worthwhile(new int[] {7, 8}))
                .isPresent();
    }
}
