package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTracesTest {
    private final IdentifierTraces traces = new IdentifierTraces(
            Map.of(
                    "external_id", List.of("C-7"),
                    "email", List.of("Alex.Doe@Example.com"),
                    "phone", List.of("494012345678"),
                    "web_id", List.of("web-1b2c3d"),
                    "telegram_username", List.of("alexdoe"),
                    "city", List.of("Alexandria 1234567")),
            new ParseContext(ParseContext.UTC.zone(), null, "DE", Set.of()));

    @Test
    void shouldFindEachOfSeveralTextsOfAnIdentifier() {
        var of = new IdentifierTraces(
                Map.of(
                        "email",
                        List.of("new@example.com", "old@example.com"),
                        "phone",
                        List.of("494012345678", "494087654321")),
                new ParseContext(ParseContext.UTC.zone(), null, "DE", Set.of()));

        assertThat(of.inText("to Old@example.com")).isTrue();
        assertThat(of.inValue("email", "NEW@example.com")).isTrue();
        assertThat(of.inValue("whatsapp_id", "040 87654321")).isTrue();
        assertThat(of.inText("Alexandria 1234567")).isFalse();
        assertThat(traces.inText("Alexandria 1234567")).isFalse();
    }

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
            var of = new IdentifierTraces(Map.of("email", List.of(stored)), ParseContext.UTC);
            assertThat(of.inText(text)).as(stored).isTrue();
            assertThat(of.inValue("note", text)).as(stored).isTrue();
            assertThat(of.inText("ann@bucher.example")).isFalse();
            assertThat(of.inText("nn@bücher.example")).isFalse();
        }
    }
}
