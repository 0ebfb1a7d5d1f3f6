package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetCellsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=1+1|'=1+1",
                "+491701234567|'+491701234567",
                "@bo|'@bo",
                "-x|'-x",
                "＝1|'＝1",
                "'=1|''=1",
                "''=1|'''=1",
                "'tis|'tis",
                "'|'",
                "a=b|a=b"
            })
    void shouldNeutralizeWhatASpreadsheetWouldRun(String text, String cell) {
        assertThat(SpreadsheetCells.neutral(text)).isEqualTo(cell);
        assertThat(SpreadsheetCells.original(cell)).isEqualTo(text);
    }

    @Test
    void shouldGiveBackEveryText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append("''=+-@\ta1".charAt(random.nextInt(9)));
            }
            assertThat(SpreadsheetCells.original(SpreadsheetCells.neutral(text.toString())))
                    .as("seed %d", seed)
                    .isEqualTo(text.toString());
        }
    }
}
