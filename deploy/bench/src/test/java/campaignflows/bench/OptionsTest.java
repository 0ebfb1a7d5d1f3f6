package campaignflows.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void shouldMeasureAMillionRowsUnlessToldOtherwise() throws Options.UsageException {
        assertThat(Options.parse("import")).isEqualTo(new Options.Import(1_000_000, 20_260_101, false));
        assertThat(Options.parse("import", "--rows", "50000", "--seed=-7", "--keep"))
                .isEqualTo(new Options.Import(50_000, -7, true));
        assertThat(Options.parse("import", "--rows=2_000_000"))
                .isEqualTo(new Options.Import(2_000_000, 20_260_101, false));
    }

    @Test
    void shouldWalkWithOneTwoAndFourEnginesUnlessToldOtherwise() throws Options.UsageException {
        assertThat(Options.parse("walk"))
                .isEqualTo(new Options.Walk(60_000, List.of(1, 2, 4), false, 20_260_101, false));
        assertThat(Options.parse("walk", "--events", "5_000", "--replicas=1,3", "--all", "--seed=9", "--keep"))
                .isEqualTo(new Options.Walk(5_000, List.of(1, 3), true, 9, true));
    }

    @Test
    void shouldSendTenThousandMessagesUnlessToldOtherwise() throws Options.UsageException {
        assertThat(Options.parse("send")).isEqualTo(new Options.Send(10_000, 20_260_101, false));
        assertThat(Options.parse("send", "--messages=2_000", "--keep"))
                .isEqualTo(new Options.Send(2_000, 20_260_101, true));
    }

    @Test
    void shouldFloodWithAThousandMessagesASecondUnlessToldOtherwise() throws Options.UsageException {
        assertThat(Options.parse("inbound")).isEqualTo(new Options.Inbound(1_000, 60, 20_260_101, false));
        assertThat(Options.parse("inbound", "--rate", "200", "--seconds=10", "--keep"))
                .isEqualTo(new Options.Inbound(200, 10, 20_260_101, true));
    }

    @Test
    void shouldMeasureAllWithTheOptionsOfEach() throws Options.UsageException {
        assertThat(Options.parse(
                        "all", "--rows=50_000", "--events", "5_000", "--messages", "2_000", "--rate=200", "--seed=9"))
                .isEqualTo(new Options.All(
                        new Options.Import(50_000, 9, false),
                        new Options.Walk(5_000, List.of(1, 2, 4), false, 9, false),
                        new Options.Send(2_000, 9, false),
                        new Options.Inbound(200, 60, 9, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "send --events 5000",
                "all --keep",
                "send --messages 999",
                "inbound --messages 5000",
                "inbound --rate 0",
                "inbound --seconds 4",
                "walk --rows 5000",
                "walk --events 999",
                "walk --replicas 2,1",
                "walk --replicas 1,",
                "walk --replicas 9",
                "import --replicas 1",
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
