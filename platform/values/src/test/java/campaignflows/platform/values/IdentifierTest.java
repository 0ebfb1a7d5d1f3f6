package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u200eA1", "A1\u200e", "A\u00ad1", "A\u200d1", "A1\ufe0f", "A\u202e1", "A\u28001", "A\t1"})
    void shouldRefuseWhatLooksLikeAnotherIdentifier(String raw) {
        assertThat(Identifier.EXTERNAL_ID.parse(raw, ParseContext.UTC))
                .isInstanceOfSatisfying(
                        ParseResult.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("invisible character U+", "remove it"));
        assertThat(Identifier.parseObjectId(raw, 200)).isInstanceOf(ParseResult.Invalid.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTERNAL_ID", "TELEGRAM_ID", "WEB_ID", "TELEGRAM_USERNAME"})
    void shouldRefuseInvisibleCharactersInEveryTextIdentifier(Identifier identifier) {
        assertThat(identifier.parse("ann\u200e", ParseContext.UTC))
                .isEqualTo(new ParseResult.Invalid(
                        "The identifier holds the invisible character U+200E (LEFT-TO-RIGHT MARK): remove it"));
    }

    @Test
    void shouldReadAnObjectIdAsAnExternalIdIsRead() {
        assertThat(objectId("\u00a0\u200bK\u0308-1\ufeff")).isEqualTo("K\u0308-1");
        assertThat(objectId("u\u0308")).isEqualTo("\u00fc");
        assertThat(objectId("7377670.0")).isEqualTo("7377670");
        assertThat(objectId("7377670")).isEqualTo("7377670");
        assertThat(objectId("1.5")).isEqualTo("1.5");
        assertThat(Identifier.parseObjectId("4.91512E+11", 200)).isInstanceOf(ParseResult.Invalid.class);
        assertThat(Identifier.parseObjectId("x".repeat(201), 200)).isInstanceOf(ParseResult.Invalid.class);
        assertThat(Identifier.parseObjectId("\ud800", 200)).isInstanceOf(ParseResult.Invalid.class);
    }

    private static String objectId(String raw) {
        return Identifier.parseObjectId(raw, 200).orThrow().canonical();
    }
}
