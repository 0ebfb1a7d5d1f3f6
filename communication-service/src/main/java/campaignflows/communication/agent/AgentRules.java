package campaignflows.communication.agent;

import campaignflows.communication.channel.ChannelRules;
import campaignflows.communication.external.EndpointRules;
import campaignflows.communication.external.ExternalSettings;
import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.communication.simulatedagent.SimulatedSettings;
import campaignflows.communication.voice.CallScript;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an agent may be configured with; refusals say what to do. */
final class AgentRules {
    private static final Pattern RESULT_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Set<String> BUILT_IN = Set.of("name", "status", "channel");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MAX_RESULTS = 100;
    private static final int MAX_VALUES = 200;
    private static final int MAX_CHANNELS = 100;

    private AgentRules() {}

    static AgentKind kind(@Nullable AgentKind kind) {
        if (kind == null) {
            throw ProblemException.invalidField("kind", "Give message, external or simulated");
        }
        return kind;
    }

    static Duration noResponseAfter(@Nullable Duration given) {
        Duration duration = given == null ? Agent.DEFAULT_NO_RESPONSE_AFTER : given;
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0 || duration.getNano() != 0) {
            throw ProblemException.invalidField(
                    "no_response_after", "Give whole seconds of PT1S to P365D, such as PT72H");
        }
        return duration;
    }

    static List<UUID> channelIds(@Nullable List<UUID> given) {
        List<UUID> ids = given == null ? List.of() : given;
        if (ids.size() > MAX_CHANNELS
                || ids.stream().anyMatch(java.util.Objects::isNull)
                || new LinkedHashSet<>(ids).size() != ids.size()) {
            throw ProblemException.invalidField("channel_ids", "Name at most 100 channels, each once");
        }
        return List.copyOf(ids);
    }

    /** The attached channels must be the tenant's, and of a type that this kind of agent can use already. */
    static void requireUsable(AgentKind kind, List<UUID> ids, List<ChannelType> found, Set<ChannelType> sendable) {
        if (found.size() != ids.size()) {
            throw ProblemException.invalidField("channel_ids", "At least one of the channels does not exist");
        }
        if (kind == AgentKind.MESSAGE && !sendable.containsAll(found)) {
            String types = sendable.stream().map(WireName::of).sorted().collect(Collectors.joining(", "));
            throw ProblemException.unsupported(
                            "A message agent is not available yet on channels other than %s: use a simulated one there"
                                    .formatted(types))
                    .withErrors(List.of(ProblemError.ofField("channel_ids", "Attach channels of " + types + " only")));
        }
    }

    static List<ResultField> results(@Nullable List<AgentView.Result> given) {
        List<AgentView.Result> results = given == null ? List.of() : given;
        if (results.size() > MAX_RESULTS) {
            throw ProblemException.invalidField("results", "Give at most 100 results");
        }
        List<ProblemError> errors = new ArrayList<>();
        List<ResultField> checked = new ArrayList<>(results.size());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            AgentView.@Nullable Result result = results.get(i);
            String field = "results[" + i + "]";
            if (result == null) {
                errors.add(ProblemError.ofField(field, "Expected a result"));
                continue;
            }
            String name = result.name();
            FieldType type = result.type();
            List<String> values = result.values() == null ? List.of() : result.values();
            String problem = problemOf(result, values);
            if (name == null || type == null || problem != null) {
                errors.add(ProblemError.ofField(field, problem == null ? "Give name and type" : problem));
            } else if (!names.add(name)) {
                errors.add(ProblemError.ofField(field, "There is another result of this name"));
            } else {
                String title = result.title();
                checked.add(new ResultField(
                        name, title == null || Texts.isBlank(title) ? name : Texts.normalized(title), type, values));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("Some results are not valid").withErrors(errors);
        }
        return checked;
    }

    /** Names of results that would be gone, be of another type, or have fewer values. */
    static List<String> lost(List<ResultField> before, List<ResultField> after) {
        return before.stream()
                .filter(old -> after.stream()
                        .noneMatch(kept -> kept.name().equals(old.name())
                                && kept.type() == old.type()
                                && kept.values().containsAll(old.values())))
                .map(ResultField::name)
                .toList();
    }

    private static @Nullable String problemOf(AgentView.Result result, List<String> values) {
        String name = result.name();
        if (name == null || !RESULT_NAME.matcher(name).matches()) {
            return "Give a name of small letters, digits and _, beginning with a letter";
        }
        if (BUILT_IN.contains(name)) {
            return "Every communication has " + name + " already: choose another name";
        }
        String title = result.title();
        if (title != null
                && (title.codePointCount(0, title.length()) > ChannelRules.MAX_NAME
                        || !ChannelRules.isOneLine(title))) {
            return "Give a title of at most 200 characters";
        }
        if (result.type() == null) {
            return "Give a type: string, integer, numeric, boolean, date, datetime, enumeration, email or phone";
        }
        if (result.type() != FieldType.ENUMERATION) {
            return values.isEmpty() ? null : "Only an enumeration has allowed values";
        }
        boolean valid = !values.isEmpty()
                && values.size() <= MAX_VALUES
                && values.stream()
                        .allMatch(value -> value != null
                                && !Texts.isBlank(value)
                                && ChannelRules.isOneLine(value)
                                && value.codePointCount(0, value.length()) <= 200)
                && new HashSet<>(values).size() == values.size();
        return valid ? null : "Give 1 to 200 different allowed values of at most 200 characters";
    }

    /** The settings in the form of the kind; null where there is nothing in them. */
    static @Nullable AgentSettings settings(
            AgentKind kind, @Nullable JsonNode sent, List<ResultField> results, EndpointRules endpoints) {
        @Nullable JsonNode given = sent == null || sent.isNull() ? null : sent;
        return switch (kind) {
            case MESSAGE -> script(given, results);
            case EXTERNAL -> endpoints.checked(external(given));
            case SIMULATED -> simulated(given, results);
        };
    }

    /** The others sign nothing. */
    static void requireExternal(Agent agent) {
        if (agent.kind() != AgentKind.EXTERNAL) {
            throw ProblemException.conflict(
                    "Only external agents have a secret, and the agent %s is another one".formatted(agent.name()));
        }
    }

    /** The settings of an external agent before they are checked. */
    static ExternalSettings.Draft external(@Nullable JsonNode given) {
        return given == null || given.isNull()
                ? new ExternalSettings.Draft(null, null)
                : ChannelRules.read("settings", given, ExternalSettings.Draft.class);
    }

    private static @Nullable AgentSettings script(@Nullable JsonNode given, List<ResultField> results) {
        CallScript script = CallScript.checked(
                given == null
                        ? new CallScript.Draft(null, null, null, null)
                        : ChannelRules.read("settings", given, CallScript.Draft.class),
                results);
        return script.saysNothing() ? null : script;
    }

    private static AgentSettings simulated(@Nullable JsonNode given, List<ResultField> results) {
        SimulatedSettings settings = given == null
                ? SimulatedSettings.DEFAULT
                : SimulatedSettings.checked(ChannelRules.read("settings", given, SimulatedSettings.Draft.class));
        settings.results().forEach((name, values) -> requireValues(name, values, results));
        return settings;
    }

    private static void requireValues(String name, @Nullable List<String> values, List<ResultField> results) {
        String field = "settings.results." + name;
        ResultField result = results.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalidField(field, "The agent has no result of this name"));
        if (values == null || values.isEmpty() || values.size() > MAX_VALUES) {
            throw ProblemException.invalidField(field, "Give 1 to 200 values to choose from");
        }
        for (String value : values) {
            if (value == null || !isValueOf(result, value)) {
                throw ProblemException.invalidField(
                        field,
                        "Give values of type %s in their plain form, such as 2026-06-30, true or 12.50"
                                .formatted(result.type().name().toLowerCase(java.util.Locale.ROOT)));
            }
        }
    }

    private static boolean isValueOf(ResultField result, String value) {
        try {
            FieldValue.ofCanonical(result.type(), value);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return result.type() != FieldType.ENUMERATION || result.values().contains(value);
    }
}
