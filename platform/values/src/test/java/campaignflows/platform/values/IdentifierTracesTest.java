package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTracesTest {
    private final IdentifierTraces traces = new IdentifierTraces(
            Map.of(
                    Identifier.EXTERNAL_ID, "C-7",
                    Identifier.EMAIL, "Alex.Doe@Example.com",
                    Identifier.PHONE, "494012345678",
                    Identifier.WEB_ID, "web-1b2c3d",
                    Identifier.TELEGRAM_USERNAME, "alexdoe"),
            new ParseContext(ParseContext.UTC.zone(), null, "DE", Set.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alex.doe@example.com",
                "C-9;ALEX.DOE@EXAMPLE.COM;x",
                "<alex.doe@example.com>: no such user",
                "Write to alex.doe@example.com.",
                "+49 40 12345678",
                "tel. (040) 123 456 78, evenings",
                "0049-40-12345678",
                "494012345678",
                "2026-06-30 494012345678",
                "id,web-1b2c3d,\"x\""
            })
    void shouldFindWhatIsUnmistakableInAnyText(String text) {
        assertThat(traces.inText(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C-7",
                "alexdoe",
                "malex.doe@example.com",
                "alex.doe@example.com.au",
                "alex.doe@example.community",
                "+49 40 123456789",
                "1494012345678",
                "web-1b2c3d4",
                "xweb-1b2c3d"
            })
    void shouldNotTakeSomethingElseForThePerson(String text) {
        assertThat(traces.inText(text)).isFalse();
    }

    @Test
    void shouldFindEachFormInTheFieldOfTheIdentifier() {
        assertThat(traces.inValue("external_id", " C-7 ")).isTrue();
        assertThat(traces.inValue("telegram_username", "@AlexDoe")).isTrue();
        assertThat(traces.inValue("whatsapp_id", "040 12345678")).isTrue();
        assertThat(traces.inValue("note", "mail alex.doe@example.com")).isTrue();
    }

    @Test
    void shouldNotFindAShortIdentifierInAnotherField() {
        assertThat(traces.inValue("note", "C-7")).isFalse();
        assertThat(traces.inValue("external_id", "C-77")).isFalse();
        assertThat(traces.inValue("web_id", "alexdoe")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann@bücher.example",
                "550 <ann@xn--bcher-kva.example>: no such user",
                "ANN@XN--BCHER-KVA.EXAMPLE",
                "write to ann@bu\u0308cher.example.",
                "ann@BÜCHER.example",
                "ａnn@bücher\u3002example"
            })
    void shouldFindAnAddressInEachFormOfItsDomain(String text) {
        for (String stored : new String[] {"ann@bücher.example", "ann@xn--bcher-kva.example"}) {
            var of = new IdentifierTraces(Map.of(Identifier.EMAIL, stored), ParseContext.UTC);
            assertThat(of.inText(text)).as(stored).isTrue();
            assertThat(of.inValue("note", text)).as(stored).isTrue();
            assertThat(of.inText("ann@bucher.example")).isFalse();
            assertThat(of.inText("nn@bücher.example")).isFalse();
        }
    }
}
