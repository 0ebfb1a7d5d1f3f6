package campaignflows.upload.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource({
        "people.csv,people.csv",
        "' people.csv ',people.csv",
        "C:\\Users\\me\\people.csv,people.csv",
        "../../etc/passwd,passwd",
        "/tmp/people.csv,people.csv",
        "a/b\\c.csv,c.csv",
        "Kunden (1) – März.csv,Kunden (1) – März.csv"
    })
    void shouldKeepTheLastPartOfAPath(String given, String shown) {
        assertThat(FileNames.shown(given)).contains(shown);
    }

    @Test
    void shouldLoseWhatDeceives() {
        assertThat(FileNames.shown("list\u202Evsc.exe")).contains("listvsc.exe");
        assertThat(FileNames.shown("a\u2066b\u2069\u200E\u200F\u061C\u200B\uFEFF\u00AD.csv"))
                .contains("ab.csv");
        assertThat(FileNames.shown("a\r\nSet-Cookie: x\u0000\u001B[31m\u0085\u2028\u2029.csv"))
                .contains("aSet-Cookie: x[31m.csv");
        assertThat(FileNames.shown("a\uD800.csv")).contains("a.csv");
        assertThat(FileNames.shown("u\u0308ber.csv")).contains("\u00FCber.csv");
        assertThat(FileNames.shown("\u0645\u06CC\u200C\u062E.csv")).contains("\u0645\u06CC\u200C\u062E.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u202E", "\u200B\u00A0", "/", "a/", "..", "a\\..", "."})
    void shouldShowNoNameWhereNothingIsLeft(String given) {
        assertThat(FileNames.shown(given)).isEmpty();
    }

    @Test
    void shouldCutALongNameAndKeepItsExtension() {
        assertThat(FileNames.shown("\uD83D\uDE00".repeat(300) + ".csv")).contains("\uD83D\uDE00".repeat(195) + "….csv");
        assertThat(FileNames.shown("x".repeat(200))).contains("x".repeat(200));
        assertThat(FileNames.shown("x." + "y".repeat(300))).contains("x." + "y".repeat(197) + "…");
    }
}
