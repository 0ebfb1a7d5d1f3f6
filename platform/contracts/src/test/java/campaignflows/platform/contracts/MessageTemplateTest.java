package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.flow.MessageTemplate;
import java.util.HashMap;
import java.util.Map;
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
                        "Due {{ participant.due_date }}: {{participant.note}}{{ participant.missing }}{{ nobody.home }}!")
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

    @ParameterizedTest
    @ValueSource(strings = {"{{ participant.due_date", "{{#a}} open", "{{/a}}", "{{> include}}"})
    void shouldRefuseATemplateThatIsNotWellFormed(String text) {
        assertThatThrownBy(() -> MessageTemplate.compile(text))
                .isInstanceOf(MessageTemplate.InvalidTemplateException.class)
                .hasMessageStartingWith("The template is not well-formed");
    }
}
