package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.flow.MessageTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {
    @Test
    void shouldFillInValuesAsTheyAre() {
        Map<String, String> participant = new HashMap<>();
        participant.put("due_date", "2026-06-30");
        participant.put("note", "a < b & {{ customer.name }}");

        String text = MessageTemplate.compile(
                        "Due {{ participant.due_date }}: {{participant.note}}{{ participant.missing }}{{ communication.missing }}!")
                .render(Map.of("participant", participant, "customer", Map.of("name", "Alex")));

        assertThat(text).isEqualTo("Due 2026-06-30: a < b & {{ customer.name }}!");
    }

    @Test
    void shouldNameWhatItAsksFor() {
        assertThat(MessageTemplate.compile(
                                "{{ customer.name }}{{#participant.vip}}{{participant.offer}}{{/participant.vip}}")
                        .variables())
                .containsExactlyInAnyOrder("customer.name", "participant.vip", "participant.offer");
    }

    @Test
    void shouldLeaveOutSectionsOfWhatIsFalseOrNotSet() {
        String template =
                "{{#participant.vip}}VIP{{/participant.vip}}{{^participant.vip}}you{{/participant.vip}} {{#participant.city}}in {{ . }}, {{ participant.city }}{{/participant.city}}";

        assertThat(Stream.of(true, false)
                        .map(vip -> MessageTemplate.compile(template + " {{ participant.vip }}")
                                .render(Map.of("participant", Map.of("vip", vip)))))
                .containsExactly("VIP  true", "you  false");
        assertThat(MessageTemplate.compile(template).render(Map.of("participant", Map.of("city", "Bonn"))))
                .isEqualTo("you in Bonn, Bonn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ participant.due_date.length }}",
                "{{#participant.due_date}}{{ length }}{{/participant.due_date}}",
                "{{#participant.due_date}}{{ class.name }}{{/participant.due_date}}",
                "{{#participant.entrySet}}{{ key }}{{/participant.entrySet}}",
                "{{ . }}",
                "{{ this }}",
                "{{ participant }}",
                "{{ due_date }}",
                "{{ participant.due_date | upper }}",
                "{{ participant.due_date.upper() }}",
                "{{-index}}",
                "{{{}}}"
            })
    void shouldRefuseWhatNamesNoField(String text) {
        assertThatThrownBy(() -> MessageTemplate.compile(text))
                .isInstanceOf(MessageTemplate.InvalidTemplateException.class)
                .hasMessageContaining("names no field");
    }

    @Test
    void shouldNotReachIntoTheHost() {
        String text = MessageTemplate.compile("{{ participant.entryset }}{{ participant.size }}{{ customer.class }}!")
                .render(Map.of("participant", Map.of("a", "b"), "customer", Map.of()));

        assertThat(text).isEqualTo("!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ participant.due_date",
                "{{#participant.a}} open",
                "{{/participant.a}}",
                "{{> include}}",
                "{{< parent}}{{/parent}}",
                "{{$ block}}{{/block}}",
                "{{ }}",
                "{{}}",
                "{{=}}",
                "{{=<% %>=}}<% participant.a %>"
            })
    void shouldRefuseATemplateThatIsNotWellFormed(String text) {
        assertThatThrownBy(() -> MessageTemplate.compile(text))
                .isInstanceOf(MessageTemplate.InvalidTemplateException.class)
                .hasMessageStartingWith("The template is not well-formed");
    }
}
