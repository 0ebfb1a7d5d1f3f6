package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {
    private static final String FACE = "\uD83D\uDE00";

    @Test
    void shouldShortenByCodePoints() {
        assertThat(ShownText.shortened("abc", 3)).isEqualTo("abc");
        assertThat(ShownText.shortened("abcd", 3)).isEqualTo("abc…");
        assertThat(ShownText.shortened(FACE.repeat(3), 3)).isEqualTo(FACE.repeat(3));
        assertThat(ShownText.shortened(FACE.repeat(4), 3)).isEqualTo(FACE.repeat(3) + "…");
        assertThat(ShownText.shortened("", 0)).isEmpty();
    }

    @Test
    void shouldStartWithWholeCharacters() {
        assertThat(ShownText.start("a" + FACE + "b", 2)).isEqualTo("a" + FACE);
        assertThat(ShownText.start("ab", 2)).isEqualTo("ab");
    }

    @Test
    void shouldReplaceWhatCannotBeStored() {
        assertThat(ShownText.storable("a\u0000b\uD83Dc\uDE00")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(ShownText.storable(FACE)).isEqualTo(FACE);
    }
}
