package campaignflows.communication.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings that cannot be read. */
@NullMarked
class SettingsReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'updates':'push'}|settings.updates: Expected one of webhook, polling",
                "{'updates':{}}|settings.updates: This is not of the form that is described",
                "{'update':'polling'}|settings has no property update"
            })
    void shouldSayWhichValueIsWrongAndWhatIsExpected(String json, String said) throws JsonProcessingException {
        JsonNode settings = new ObjectMapper().readTree(json.replace('\'', '"'));

        assertThatThrownBy(() -> ChannelRules.read("settings", settings, TelegramSettings.Draft.class))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(said);
    }
}
