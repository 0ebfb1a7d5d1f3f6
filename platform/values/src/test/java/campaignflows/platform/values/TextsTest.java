package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void shouldShortenByWholeCharacters() {
        assertThat(Texts.shortened("abc", 3)).isEqualTo("abc");
        assertThat(Texts.shortened("abcd", 3)).isEqualTo("abc…");
        assertThat(Texts.shortened(SMILE.repeat(3), 3)).isEqualTo(SMILE.repeat(3));
        assertThat(Texts.shortened(SMILE.repeat(4), 3)).isEqualTo(SMILE.repeat(3) + "…");
        assertThat(Texts.shortened("", 0)).isEmpty();
    }

    @Test
    void shouldQuoteOnlyWhatCanBeStored() {
        assertThat(Texts.excerpt("a\u0000b\uD800c\uDC00", 10)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(Texts.excerpt("ab" + SMILE + "c", 3)).isEqualTo("ab" + SMILE);
        assertThat(Texts.excerpt("plain", 5)).isEqualTo("plain");
        assertThat(ValueLimits.isStorable(Texts.excerpt("x".repeat(199) + SMILE + SMILE, 200)))
                .isTrue();
    }
}
