package campaignflows.communication.voice;

import campaignflows.communication.sending.ProviderText;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.Texts;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A question of a call, whose answer becomes a result of the agent.
 *
 * @param result  the name of the agent's result
 * @param ask     what is said
 * @param input   how it is answered
 * @param digits  how many keys are pressed; null: as many as somebody likes, until #
 * @param choices values by the keys that are pressed or the words that are said; empty: what comes is the value
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CallQuestion")
public record Question(
        String result, String ask, Input input, @Nullable Integer digits, Map<String, String> choices) {
    /** Those that keys or words give by themselves; the others need choices. */
    static final Set<FieldType> WITHOUT_CHOICES = EnumSet.of(FieldType.STRING, FieldType.INTEGER, FieldType.NUMERIC);

    static final Pattern KEYS = Pattern.compile("[0-9*]{1,20}");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct}\\p{Space}]+");

    public Question {
        choices = Map.copyOf(choices);
    }

    /** How a question may be answered. */
    @Schema(name = "QuestionInput")
    public enum Input {
        KEYPAD,
        SPEECH,
        BOTH
    }

    /** Of what came: its keys or words, as they are compared with those of the choices. */
    static String spoken(String text) {
        return PUNCTUATION
                .matcher(Texts.normalized(text).toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /** The canonical value of what was pressed or said; empty if it is not one of the choices, or not of the type. */
    Optional<String> value(ResultField field, @Nullable String pressed, @Nullable String said) {
        if (!choices.isEmpty()) {
            return Optional.ofNullable(pressed == null ? null : choices.get(pressed))
                    .or(() -> Optional.ofNullable(said == null ? null : choices.get(spoken(said))));
        }
        String given = pressed == null ? said : pressed;
        if (given == null) {
            return Optional.empty();
        }
        String text = ProviderText.oneLine(field.type() == FieldType.STRING ? given : spokenNumber(given));
        return FieldParser.parse(field.type(), text, ParseContext.UTC) instanceof ParseResult.Parsed parsed
                ? Optional.of(parsed.value().canonical())
                : Optional.empty();
    }

    /** Twilio ends what was said with a full stop. */
    private static String spokenNumber(String text) {
        String number = text.strip();
        return number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    }

    /** The question before it is checked. */
    @Schema(name = "QuestionDraft", description = "A question of a phone call, whose answer becomes a result")
    public record Draft(
            @Schema(required = true, description = "The name of one of the agent's results") @Nullable
            String result,

            @Schema(required = true, description = "What is said, at most 1000 characters") @Nullable
            String ask,

            @Schema(description = "How it is answered; left out it is keypad") @Nullable
            Input input,

            @Schema(
                    description =
                            "How many keys are pressed, 1 to 20; left out: as long as the choices are, or until #")
            @Nullable
            Integer digits,

            @Schema(
                    description =
                            "Values of the result by the keys that are pressed or the words that are said; needed unless the result is a string, integer or numeric",
                    examples = "{\"1\": \"paid\", \"2\": \"refused\"}")
            @Nullable
            Map<String, String> choices) {}
}
