package campaignflows.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void shouldMeasureAMillionRowsUnlessToldOtherwise() throws Options.UsageException {
        assertThat(Options.parse("import").rows()).isEqualTo(1_000_000);
        assertThat(Options.parse("import", "--rows", "50000", "--seed=-7", "--keep"))
                .isEqualTo(new Options(50_000, -7, true));
        assertThat(Options.parse("import", "--rows=2_000_000").rows()).isEqualTo(2_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "walk",
                "import --rows",
                "import --rows x",
                "import --rows 999",
                "import --row 5",
                "import --keep=1"
            })
    void shouldRefuseWhatItCannotFollow(String arguments) {
        assertThatThrownBy(() -> Options.parse(arguments.split(" ", -1)))
                .isInstanceOf(Options.UsageException.class)
                .hasMessageMatching("(Expected|Unknown) .*");
    }

    @Test
    void shouldGrowByTens() {
        assertThat(ImportBench.sizes(1_000_000)).containsExactly(10_000, 100_000, 1_000_000);
        assertThat(ImportBench.sizes(50_000)).containsExactly(10_000, 50_000);
        assertThat(ImportBench.sizes(10_000)).containsExactly(10_000);
    }
}
