package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValueTest {
    @ParameterizedTest
    @CsvSource({
        "STRING,' a ',String",
        "INTEGER,-5,Long",
        "NUMERIC,10.00,String",
        "BOOLEAN,false,Boolean",
        "DATE,2026-06-30,String",
        "DATETIME,2026-06-30T10:00:00Z,String",
        "DATETIME,2026-06-30T10:00:00.000001Z,String",
        "ENUMERATION,dark red,String",
        "EMAIL,Ann@Example.org,String",
        "PHONE,491701234567,String"
    })
    void shouldReadBackItsCanonicalText(FieldType type, String text, String publicType) {
        FieldValue value = FieldValue.ofCanonical(type, text);

        assertThat(value.type()).isEqualTo(type);
        assertThat(value.canonical()).isEqualTo(text);
        assertThat(value.publicForm().getClass().getSimpleName()).isEqualTo(publicType);
        assertThat(value.publicForm()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER,05",
        "INTEGER,+5",
        "INTEGER,5.0",
        "INTEGER,9223372036854775808",
        "NUMERIC,1e3",
        "NUMERIC,1E999999999",
        "NUMERIC,.5",
        "NUMERIC,' 1'",
        "BOOLEAN,TRUE",
        "BOOLEAN,yes",
        "DATE,2026-6-3",
        "DATE,2026-06-30T00:00:00Z",
        "DATE,+10000-01-01",
        "DATETIME,2026-06-30T10:00:00+00:00",
        "DATETIME,2026-06-30T10:00:00.1234567Z",
        "DATETIME,+10000-01-01T00:00:00Z",
        "PHONE,+49 170123456",
        "PHONE,1234"
    })
    void shouldRefuseTextThatItNeverWrote(FieldType type, String text) {
        assertThatThrownBy(() -> FieldValue.ofCanonical(type, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseValuesBeyondTheLimits() {
        assertThatThrownBy(() -> new FieldValue.Text("a\0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.Text("x".repeat(10_001))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.Decimal(new BigDecimal("1e38")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.Decimal(new BigDecimal("1e999999999")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.Decimal(new BigDecimal("0e-19")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.Date(LocalDate.MAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldValue.DateTime(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeEqualExactlyWhenTheCanonicalTextIs() {
        assertThat(new FieldValue.Decimal(new BigDecimal("1e2")))
                .isEqualTo(new FieldValue.Decimal(new BigDecimal("100")));
        assertThat(new FieldValue.Decimal(new BigDecimal("1.0")))
                .isNotEqualTo(new FieldValue.Decimal(new BigDecimal("1.00")));
        assertThat(new FieldValue.DateTime(Instant.parse("2026-06-30T10:00:00.0000001Z")))
                .isEqualTo(new FieldValue.DateTime(Instant.parse("2026-06-30T10:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL_ID,' A-1 ',A-1,A-1",
        "EXTERNAL_ID,'\u00A0\uFEFFA-1\u2007\u202F\u0085\u200B',A-1,A-1",
        "EXTERNAL_ID,7377670.0,7377670,7377670",
        "EXTERNAL_ID,007.00,007,007",
        "EXTERNAL_ID,1.10,1.10,1.10",
        "EXTERNAL_ID,e\u0301,\u00e9,\u00e9",
        "TELEGRAM_ID,'\u00A07377670.0 ',7377670,7377670",
        "TELEGRAM_USERNAME,' @@ \u200B@Ann_B ',Ann_B,ann_b",
        "EMAIL,' Ann@Example.ORG ',Ann@Example.ORG,ann@example.org",
        "PHONE,+49 170 1234567,+491701234567,+491701234567",
        "WHATSAPP_ID,0170 1234567,+491701234567,+491701234567",
        "TELEGRAM_ID,12345,12345,12345",
        "WEB_ID,Ab,Ab,Ab",
        "TELEGRAM_USERNAME,' @Ann_B ',Ann_B,ann_b",
        "TELEGRAM_USERNAME,Ann_B,Ann_B,ann_b"
    })
    void shouldReadIdentifiersAndTheirKeys(Identifier identifier, String raw, String stored, String key) {
        ParseContext germany = new ParseContext(Zones.parse("UTC"), null, "DE", Set.of());

        FieldValue value = identifier.parse(raw, germany).orThrow();

        assertThat(value.type()).isEqualTo(identifier.type());
        assertThat(value.canonical()).isEqualTo(stored);
        assertThat(identifier.key(value.canonical())).isEqualTo(key);
        assertThat(Identifier.ofFieldName(identifier.fieldName())).contains(identifier);
    }

    @Test
    void shouldBoundIdentifiersBecauseTheyAreKeys() {
        assertThat(Identifier.EXTERNAL_ID.parse("x".repeat(255), ParseContext.UTC))
                .isInstanceOf(ParseResult.Parsed.class);
        assertThat(Identifier.EXTERNAL_ID.parse("x".repeat(256), ParseContext.UTC))
                .isEqualTo(new ParseResult.Invalid("The identifier is too long: at most 255 characters"));
        assertThat(Identifier.TELEGRAM_USERNAME.parse(" @ ", ParseContext.UTC)).isInstanceOf(ParseResult.Invalid.class);
    }
}
