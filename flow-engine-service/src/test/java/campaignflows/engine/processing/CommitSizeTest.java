package campaignflows.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A commit is expected to be as large as the last ones were. */
class CommitSizeTest {
    private final CommitSize size = new CommitSize(10_000);

    @Test
    void shouldExpectNothingBeforeAnythingWasSaid() {
        assertThat(size.fitsAfter(5_000)).isTrue();
    }

    @Test
    void shouldBeFullOfWhatIsExpectedToFillIt() {
        size.learn(10, 10_000);

        assertThat(size.fitsAfter(9)).isTrue();
        assertThat(size.fitsAfter(10)).isFalse();
    }

    @Test
    void shouldLetWhatWasCutToSizeBeALittleLarger() {
        assertThat(size.limit(false)).isEqualTo(10_000);
        assertThat(size.limit(true)).isEqualTo(12_500);
    }

    @Test
    void shouldLetOneEventPassHoweverLargeItIs() {
        size.learn(1, 1_000_000);

        assertThat(size.fitsAfter(0)).isTrue();
        assertThat(size.fitsAfter(1)).isFalse();
    }

    @Test
    void shouldBelieveLargerEventsAtOnceAndSmallerOnesSlowly() {
        size.learn(10, 1_000);
        size.learn(10, 10_000);
        assertThat(size.fitsAfter(10)).isFalse();

        size.learn(10, 1_000);
        assertThat(size.fitsAfter(13)).isFalse();

        for (int i = 0; i < 40; i++) {
            size.learn(10, 1_000);
        }
        assertThat(size.fitsAfter(88)).isTrue();
    }

    @Test
    void shouldLearnNothingFromEventsThatSaidNothing() {
        size.learn(10, 10_000);
        size.learn(0, 0);

        assertThat(size.fitsAfter(10)).isFalse();
    }
}
