package campaignflows.communication.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.channel.ChannelRules;
import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent may ask in a call, and what comes of the answers. */
@NullMarked
class CallScriptTest {
    private static final List<ResultField> RESULTS = List.of(
            new ResultField("paid", "Paid", FieldType.BOOLEAN, List.of()),
            new ResultField("amount", "Amount", FieldType.NUMERIC, List.of()),
            new ResultField("outcome", "Outcome", FieldType.ENUMERATION, List.of("yes", "no")));
    private static final String PAID = "{'result':'paid','ask':'Paid?','choices':{'1':'true','2':'false'}}";
    private static final String AMOUNT = "{'result':'amount','ask':'How much?'}";
    private static final String OUTCOME =
            "{'result':'outcome','ask':'So?','input':'both','choices':{'1':'yes','10':'no','Oh, No!':'no'}}";

    @Test
    void shouldTakeAQuestionForEachResult() {
        CallScript script = script("{'language':'de-DE','questions':[%s,%s,%s]}".formatted(PAID, AMOUNT, OUTCOME));

        assertThat(script.language()).isEqualTo("de-DE");
        assertThat(script.questions().get(0))
                .isEqualTo(new Question("paid", "Paid?", Question.Input.KEYPAD, 1, Map.of("1", "true", "2", "false")));
        assertThat(script.questions().get(1))
                .isEqualTo(new Question("amount", "How much?", Question.Input.KEYPAD, null, Map.of()));
        assertThat(script.questions().get(2).choices()).containsKeys("1", "10", "oh no");
        assertThat(script.questions().get(2).digits()).as("1 or 10, ended by #").isNull();
        assertThat(Json.mapper().convertValue(script, CallScript.class)).isEqualTo(script);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {}                                                                    | results
                    {'language':'Deutsch','questions':[PAID,AMOUNT,OUTCOME]}              | settings.language
                    {'voice':'a b','questions':[PAID,AMOUNT,OUTCOME]}                     | settings.voice
                    {'questions':[PAID,AMOUNT]}                                           | results
                    {'questions':[PAID,PAID,AMOUNT,OUTCOME]}                              | settings.questions
                    {'questions':[null]}                                                  | settings.questions[0]
                    {'questions':[{'result':'gone','ask':'?'}]}                           | settings.questions[0].result
                    {'questions':[{'result':'amount','ask':' '}]}                         | settings.questions[0].ask
                    {'questions':[{'result':'amount','ask':'?','digits':21}]}             | settings.questions[0].digits
                    {'questions':[{'result':'paid','ask':'?'}]}                           | settings.questions[0].choices
                    {'questions':[{'result':'paid','ask':'?','choices':{'1':'yes'}}]}     | settings.questions[0].choices
                    {'questions':[{'result':'paid','ask':'?','choices':{'one':'true'}}]}  | settings.questions[0].choices
                    {'questions':[{'result':'outcome','ask':'?','choices':{'1':'maybe'}}]} | settings.questions[0].choices
                    {'questions':[{'result':'outcome','ask':'?','input':'speech','choices':{'Yes':'yes','yes.':'no'}}]} | settings.questions[0].choices
                    """)
    void shouldRefuseWhatNoCallCanAsk(String settings, String field) {
        assertThatThrownBy(() -> script(
                        settings.replace("PAID", PAID).replace("AMOUNT", AMOUNT).replace("OUTCOME", OUTCOME)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.errors().stream().map(ProblemError::field))
                                .containsExactly(field));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "paid, 1, -, true",
                "paid, 3, -, -",
                "paid, -, true, -",
                "paid, -, -, -",
                "amount, 0250, -, 250",
                "amount, 12*50, -, -",
                "outcome, 10, -, no",
                "outcome, -, 'Oh no.', no",
                "outcome, -, 'oh yes', -"
            })
    void shouldMakeAValueOfAnAnswer(
            String result, @Nullable String pressed, @Nullable String said, @Nullable String value) {
        CallScript script = script("{'questions':[%s,%s,%s]}".formatted(PAID, AMOUNT, OUTCOME));
        for (int i = 0; i < 3; i++) {
            CallScript.Asked asked = script.question(i, RESULTS).orElseThrow();
            if (asked.result().name().equals(result)) {
                assertThat(asked.question().value(asked.result(), pressed, said).orElse(null))
                        .isEqualTo(value);
            }
        }
        assertThat(script.question(3, RESULTS)).isEmpty();
        assertThat(script.question(-1, RESULTS)).isEmpty();
    }

    private static CallScript script(String settings) {
        return CallScript.checked(
                ChannelRules.read(
                        "settings", Columns.json(settings.replace('\'', '"'), JsonNode.class), CallScript.Draft.class),
                RESULTS);
    }
}
