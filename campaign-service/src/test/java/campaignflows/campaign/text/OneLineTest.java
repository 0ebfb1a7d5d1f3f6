package campaignflows.campaign.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and titles in one form (D5). */
class OneLineTest {
    @ParameterizedTest
    @DisplayName("A name of nothing that can be seen, or with what breaks lines or turns the direction, is none")
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00A0",
                "\u200B",
                "\uFEFF",
                "\u200D\u2060",
                "\uFE0F",
                "\u3164",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u0000b",
                "a\u0007b",
                "a\u202Eb",
                "a\u2066b",
                "a\u200Fb",
                "a\uD800"
            })
    void shouldRefuseWhatIsNoLine(String text) {
        assertThat(OneLine.of(text, 200)).isEmpty();
    }

    @Test
    void shouldGiveTheOneForm() {
        assertThat(OneLine.of("\u00A0\uFEFF Caf\u0065\u0301 \u200B", 200)).contains("Caf\u00E9");
        assertThat(OneLine.of(null, 200)).isEmpty();
        assertThat(OneLine.of("\uD83D\uDE00".repeat(200), 200)).isPresent();
        assertThat(OneLine.of("\uD83D\uDE00".repeat(201), 200)).isEmpty();
    }

    @Test
    void shouldTakeForTheSameWhatLooksTheSame() {
        String key = OneLine.key("Stra\u00DFe K");
        assertThat(OneLine.key("STRASSE k")).isEqualTo(key);
        assertThat(OneLine.key(" stra\u200Bsse \u212A ")).isEqualTo(key);
        assertThat(OneLine.key("stra\u00ADsse\u00A0\uFF2B")).isEqualTo(key);
        assertThat(OneLine.key("Cafe\u0301")).isEqualTo(OneLine.key("CAF\u00C9"));
        assertThat(OneLine.key("Strase K")).isNotEqualTo(key);
        assertThat(OneLine.key("a b")).isNotEqualTo(OneLine.key("ab"));
    }
}
