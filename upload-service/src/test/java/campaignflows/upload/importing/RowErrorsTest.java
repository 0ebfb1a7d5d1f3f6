package campaignflows.upload.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowErrorsTest {
    private static List<RowError> errors(long row, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RowError(row, "field" + i, "value", "message"))
                .toList();
    }

    @Test
    void shouldJoinByRowAndKeepTheOrderWithinARow() {
        RowError late = new RowError(5, null, null, "late");
        RowError early = new RowError(2, "a", "x", "early");

        assertThat(RowErrors.ofBoth(List.of(late), List.of(early, new RowError(5, "b", null, "later"))))
                .extracting(RowError::message)
                .containsExactly("early", "late", "later");
    }

    @Test
    void shouldTellAHundredErrorsOfARowAtMostAndThatThereAreMore() {
        List<RowError> hundred = RowErrors.ofBoth(errors(2, 100), List.of());
        List<RowError> more = RowErrors.ofBoth(errors(2, 200_000), errors(3, 1));

        assertThat(hundred).hasSize(100).isEqualTo(errors(2, 100));
        assertThat(more).hasSize(101);
        assertThat(more.get(99))
                .isEqualTo(new RowError(2, null, null, "199901 more errors are not listed: correct these first"));
        assertThat(more.get(100).row()).isEqualTo(3);
    }

    @Test
    void shouldKeepOneErrorOfEveryRowHoweverManyThereAre() {
        List<RowError> all = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(row -> all.addAll(errors(row, 50)));

        List<RowError> reported = RowErrors.ofBoth(all, List.of());

        assertThat(reported.stream().map(RowError::row).distinct()).hasSize(5_000);
        assertThat(reported).hasSize(RowErrors.PLENTY + 5_000 - RowErrors.PLENTY / 50);
    }

    @Test
    void shouldShortenWhatIsLong() {
        RowError reported = RowErrors.ofBoth(
                        List.of(new RowError(2, "a", "\uD83D\uDE00".repeat(300), "m".repeat(1_000))), List.of())
                .getFirst();

        assertThat(reported.value()).isEqualTo("\uD83D\uDE00".repeat(200) + "…");
        assertThat(reported.message()).isEqualTo("m".repeat(500) + "…");
    }
}
