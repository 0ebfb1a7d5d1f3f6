package campaignflows.communication.voice;

import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a message agent speaks on the phone, and what it asks after its message. On other channels nothing of it counts.
 *
 * @param language in which it speaks and listens; null: the channel's
 * @param voice    Twilio's name of a voice; null: Twilio's choice
 * @param goodbye  what is said at the end; null: nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallScript(
        @Nullable String language,
        @Nullable String voice,
        @Nullable String goodbye,
        List<Question> questions) implements AgentSettings {
    public static final CallScript NONE = new CallScript(null, null, null, List.of());

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){1,2}");
    private static final Pattern VOICE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MOST_QUESTIONS = 20;
    private static final int MOST_CHOICES = 50;
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_KEY = 60;
    private static final int MAX_DIGITS = 20;

    @SuppressWarnings("NullAway")
    public CallScript {
        questions = questions == null ? List.of() : List.copyOf(questions);
    }

    public boolean saysNothing() {
        return equals(NONE);
    }

    /**
     * The script as somebody sent it.
     *
     * @param results of the agent: each is asked for by one question
     */
    public static CallScript checked(Draft draft, List<ResultField> results) {
        List<ProblemError> errors = new ArrayList<>();
        String language = text(draft.language());
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            errors.add(ProblemError.ofField("settings.language", "Give a language with its country, such as de-DE"));
        }
        String voice = text(draft.voice());
        if (voice != null && !VOICE.matcher(voice).matches()) {
            errors.add(
                    ProblemError.ofField("settings.voice", "Give the name of a voice of Twilio, such as Polly.Vicki"));
        }
        String goodbye = text(draft.goodbye());
        if (goodbye != null && goodbye.length() > MAX_TEXT) {
            errors.add(ProblemError.ofField("settings.goodbye", "Give at most 1000 characters"));
        }
        List<Question> questions = questions(draft.questions(), results, errors);
        Set<String> asked =
                new HashSet<>(questions.stream().map(Question::result).toList());
        if (errors.isEmpty() && asked.size() < questions.size()) {
            errors.add(ProblemError.ofField("settings.questions", "Ask for each result once"));
        }
        results.stream()
                .filter(result -> errors.isEmpty() && !asked.contains(result.name()))
                .findFirst()
                .ifPresent(result -> errors.add(ProblemError.ofField(
                        "results",
                        "A message agent has the results that its phone calls ask for: add a question for %s to settings.questions, or leave it out"
                                .formatted(result.name()))));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("Some settings of the message agent are not valid")
                    .withErrors(errors);
        }
        return new CallScript(language, voice, goodbye, questions);
    }

    private static List<Question> questions(
            @Nullable List<Question.Draft> given, List<ResultField> results, List<ProblemError> errors) {
        List<Question.Draft> drafts = given == null ? List.of() : given;
        if (drafts.size() > MOST_QUESTIONS) {
            errors.add(ProblemError.ofField("settings.questions", "Give at most 20 questions"));
            return List.of();
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            String field = "settings.questions[" + i + "]";
            Question.@Nullable Draft draft = drafts.get(i);
            if (draft == null) {
                errors.add(ProblemError.ofField(field, "Expected a question"));
            } else {
                question(field, draft, results, errors).ifPresent(questions::add);
            }
        }
        return questions;
    }

    private static Optional<Question> question(
            String field, Question.Draft draft, List<ResultField> results, List<ProblemError> errors) {
        int before = errors.size();
        ResultField result = results.stream()
                .filter(each -> each.name().equals(draft.result()))
                .findFirst()
                .orElse(null);
        if (result == null) {
            errors.add(ProblemError.ofField(field + ".result", "Give the name of one of the agent's results"));
        }
        String ask = text(draft.ask());
        if (ask == null || ask.length() > MAX_TEXT) {
            errors.add(ProblemError.ofField(field + ".ask", "Give what is to be said, at most 1000 characters"));
        }
        Question.Input input = draft.input() == null ? Question.Input.KEYPAD : draft.input();
        Map<String, String> choices = choices(field, draft, input, result, errors);
        Integer digits = draft.digits() == null ? digits(choices) : draft.digits();
        if (digits != null && (digits < 1 || digits > MAX_DIGITS)) {
            errors.add(ProblemError.ofField(field + ".digits", "Give 1 to 20 keys"));
        }
        return errors.size() > before || ask == null || result == null
                ? Optional.empty()
                : Optional.of(new Question(result.name(), ask, input, digits, choices));
    }

    private static Map<String, String> choices(
            String field,
            Question.Draft draft,
            Question.Input input,
            @Nullable ResultField result,
            List<ProblemError> errors) {
        Map<String, String> given = draft.choices() == null ? Map.of() : draft.choices();
        if (given.isEmpty()) {
            if (result != null && !Question.WITHOUT_CHOICES.contains(result.type())) {
                errors.add(
                        ProblemError.ofField(
                                field + ".choices",
                                "Give the values by the keys or words that mean them: only a string, integer or numeric needs none"));
            }
            return Map.of();
        }
        Map<String, String> choices = new HashMap<>();
        given.forEach((key, value) -> {
            String word = Question.KEYS.matcher(key).matches() ? key : Question.spoken(key);
            boolean keyFits = !word.isEmpty()
                    && word.length() <= MAX_KEY
                    && (input != Question.Input.KEYPAD
                            || Question.KEYS.matcher(word).matches());
            if (!keyFits || choices.containsKey(word)) {
                errors.add(
                        ProblemError.ofField(
                                field + ".choices",
                                "Give each choice by the keys that are pressed (0 to 9 and *), or, where words may be said, by these"));
            } else if (value == null || (result != null && !isValueOf(result, value))) {
                errors.add(ProblemError.ofField(
                        field + ".choices",
                        "Give values of the result in their plain form, such as true or 2026-06-30"));
            } else {
                choices.put(word, value);
            }
        });
        if (given.size() > MOST_CHOICES) {
            errors.add(ProblemError.ofField(field + ".choices", "Give at most 50 choices"));
        }
        return choices;
    }

    /** As many as the choices have, if all have as many. */
    private static @Nullable Integer digits(Map<String, String> choices) {
        Set<Integer> lengths = new HashSet<>();
        choices.keySet().stream()
                .filter(key -> Question.KEYS.matcher(key).matches())
                .forEach(key -> lengths.add(key.length()));
        return lengths.size() == 1 ? lengths.iterator().next() : null;
    }

    private static boolean isValueOf(ResultField result, String value) {
        try {
            FieldValue.ofCanonical(result.type(), value);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return result.type() != FieldType.ENUMERATION || result.values().contains(value);
    }

    private static @Nullable String text(@Nullable String given) {
        String text = given == null ? "" : Texts.normalized(given);
        return text.isEmpty() ? null : text;
    }

    /** The question at a place, with the result that it is for; empty when there is no further one. */
    Optional<Asked> question(int place, List<ResultField> results) {
        if (place < 0 || place >= questions.size()) {
            return Optional.empty();
        }
        Question question = questions.get(place);
        return results.stream()
                .filter(result -> Objects.equals(result.name(), question.result()))
                .findFirst()
                .map(result -> new Asked(place, question, result));
    }

    /** A question at its place. */
    record Asked(int place, Question question, ResultField result) {}

    /** The script before it is checked. */
    @Schema(
            name = "CallScriptDraft",
            description =
                    "How a message agent speaks on the phone, and what it asks; nothing of it counts on other channels")
    public record Draft(
            @Schema(description = "Left out it is the channel's", examples = "de-DE") @Nullable
            String language,

            @Schema(description = "One of Twilio's voices", examples = "Polly.Vicki") @Nullable
            String voice,

            @Schema(description = "Said at the end") @Nullable
            String goodbye,

            @Nullable List<Question.Draft> questions)
            implements AgentSettings.Draft {}
}
