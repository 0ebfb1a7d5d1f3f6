package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,Europe/Berlin",
        "'\u00A0Europe/Berlin\u200B',Europe/Berlin",
        "UTC,UTC",
        "EST5EDT,EST5EDT",
        "Etc/GMT+5,Etc/GMT+5",
        "US/Eastern,US/Eastern",
        "Asia/Calcutta,Asia/Calcutta",
        "GMT0,GMT0",
        "EST,America/Panama",
        "MST,America/Phoenix",
        "HST,Pacific/Honolulu",
        "ROC,Asia/Taipei",
        "GMT+0,GMT"
    })
    void shouldKnowTheNamesOfTheDatabaseAndItsLinks(String name, String zone) {
        assertThat(Zones.find(name)).contains(ZoneId.of(zone));
        assertThat(Zones.find(zone)).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SystemV/EST5",
                "SystemV/PST8PDT",
                "GMT+5",
                "UTC+2",
                "+02:00",
                "Z",
                "Factory",
                "PST",
                "Berlin",
                ""
            })
    void shouldKnowNothingElse(String name) {
        assertThat(Zones.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"europe/berlin,Europe/Berlin", "est,EST", "utc,UTC"})
    void shouldSayHowANameIsWritten(String name, String right) {
        assertThatThrownBy(() -> Zones.parse(name)).hasMessage("Not a time zone: did you mean " + right + "?");
    }
}
