package campaignflows.campaign.expressioncheck;

import campaignflows.campaign.simulation.SimulationSubjectsClient;
import campaignflows.campaign.validation.CheckedCode;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.simulation.HypotheticalParticipant;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.PythonFailure;
import campaignflows.platform.expression.PythonResult;
import campaignflows.platform.expression.ScriptResult;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.WireName;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates code with the values of one participant, within a small budget. */
@Singleton
class SampleService {
    private static final Limits LIMITS = new Limits(200_000, 4L << 20, 1_000, Duration.ofMillis(300));
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_SHOWN = 2_000;
    private static final int MAX_VALUES = 100;

    private final SimulationSubjectsClient subjects;
    private final BoundedEvaluation evaluation;
    private final Clock clock;

    SampleService(SimulationSubjectsClient subjects, BoundedEvaluation evaluation, Clock clock) {
        this.subjects = subjects;
        this.evaluation = evaluation;
        this.clock = clock;
    }

    /** Refuses to guess whose values are meant (422). */
    static void requireOne(CodeCheckRequest request) {
        long given = Stream.of(
                        request.participantId() != null,
                        request.attributes() != null,
                        Boolean.TRUE.equals(request.sample()))
                .filter(one -> one)
                .count();
        if (given > 1) {
            throw ProblemException.invalidField(
                    "participant_id", "Give at most one of participant_id, attributes and sample");
        }
    }

    /** What the code evaluates to; empty if no sample is requested, or the campaign has no participant. */
    Optional<CodeCheck.Sample> of(
            UUID tenant,
            UUID campaignId,
            CodeCheckRequest request,
            CodeCheckRequest.Kind kind,
            CheckedCode code,
            ZoneId tenantZone) {
        return participant(tenant, campaignId, request).map(participant -> {
            CheckedCode.View view = new CheckedCode.View(
                    values(participant),
                    clock.instant(),
                    Optional.ofNullable(participant.timezone())
                            .flatMap(Zones::find)
                            .orElse(tenantZone));
            UUID shownId = request.attributes() == null ? participant.participantId() : null;
            Optional<CodeCheck.Sample> sample = kind == CodeCheckRequest.Kind.EXPRESSION
                    ? evaluation.of(() -> sample(shownId, code.evaluate(view, LIMITS)))
                    : evaluation.of(() -> sample(shownId, code.run(view, LIMITS)));
            return sample.orElseGet(() -> failed(shownId, "It takes too long", null));
        });
    }

    private Optional<ParticipantSnapshot> participant(UUID tenant, UUID campaignId, CodeCheckRequest request) {
        if (request.participantId() != null) {
            return Optional.of(subjects.participant(tenant, campaignId, request.participantId())
                    .participant());
        }
        if (request.attributes() != null) {
            return Optional.of(
                    subjects.hypothetical(tenant, campaignId, new HypotheticalParticipant(request.attributes(), null))
                            .participant());
        }
        return Boolean.TRUE.equals(request.sample()) ? any(tenant, campaignId) : Optional.empty();
    }

    private Optional<ParticipantSnapshot> any(UUID tenant, UUID campaignId) {
        try (InputStream lines = subjects.first(tenant, campaignId, 1, TIMEOUT);
                BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            SimulationSubjectLine.Subject subject = line == null
                    ? null
                    : Json.mapper().readValue(line, SimulationSubjectLine.class).subject();
            return Optional.ofNullable(subject).map(SimulationSubjectLine.Subject::participant);
        } catch (IOException e) {
            throw ProblemException.unavailable("The participants cannot be read at the moment: try again");
        }
    }

    private static Map<String, String> values(ParticipantSnapshot participant) {
        Map<String, String> values = new HashMap<>();
        participant.customer().forEach((name, text) -> values.put("customer." + name, text));
        participant.participant().forEach((name, text) -> values.put("participant." + name, text));
        CommunicationState last = participant.lastCommunication();
        if (last != null) {
            last.results().forEach((name, text) -> values.put("communication." + name, text));
            values.put("communication.name", last.name());
            values.put("communication.status", WireName.of(last.status()));
            values.put("communication.channel", WireName.of(last.channel()));
        }
        return values;
    }

    private static CodeCheck.Sample sample(@Nullable UUID participantId, PythonResult result) {
        return switch (result) {
            case PythonResult.Nothing() -> new CodeCheck.Sample(participantId, null, null, null, null, null);
            case PythonResult.One(FieldValue value) ->
                new CodeCheck.Sample(participantId, shown(value), value.type(), null, null, null);
            case PythonResult.Many(List<FieldValue> values) ->
                new CodeCheck.Sample(participantId, shown(values), null, null, null, null);
            case PythonResult.Unfit(String reason) -> failed(participantId, reason, null);
            case PythonResult.Failed(PythonFailure failure) -> failed(participantId, failure.text(), failure.line());
        };
    }

    private static CodeCheck.Sample sample(@Nullable UUID participantId, ScriptResult result) {
        return switch (result) {
            case ScriptResult.Updates(List<ScriptResult.Update> updates) ->
                new CodeCheck.Sample(
                        participantId,
                        null,
                        null,
                        updates.stream()
                                .limit(MAX_VALUES)
                                .map(update -> new CodeCheck.Update(shown(update.field()), shown(update.value())))
                                .toList(),
                        null,
                        null);
            case ScriptResult.Unfit(String reason) -> failed(participantId, reason, null);
            case ScriptResult.Failed(PythonFailure failure) -> failed(participantId, failure.text(), failure.line());
        };
    }

    private static CodeCheck.Sample failed(@Nullable UUID participantId, String why, @Nullable Integer line) {
        return new CodeCheck.Sample(participantId, null, null, null, shown(why), line);
    }

    private static @Nullable Object shown(PythonResult result) {
        return switch (result) {
            case PythonResult.Nothing() -> null;
            case PythonResult.One(FieldValue value) -> shown(value);
            case PythonResult.Many(List<FieldValue> values) -> shown(values);
            case PythonResult.Unfit(String reason) -> shown(reason);
            case PythonResult.Failed(PythonFailure failure) -> shown(failure.text());
        };
    }

    private static Object shown(FieldValue value) {
        Object form = value.publicForm();
        return form instanceof String text ? shown(text) : form;
    }

    private static List<Object> shown(List<FieldValue> values) {
        return values.stream().limit(MAX_VALUES).map(SampleService::shown).toList();
    }

    private static String shown(String text) {
        return ShownText.shortened(text, MAX_SHOWN);
    }

    /** The message for a value that is not of the expected type. */
    static Optional<String> mismatch(CodeCheck.Sample sample, @Nullable FieldType expected, ParseContext parsing) {
        if (expected == null || expected == FieldType.ENUMERATION || sample.type() == null) {
            return Optional.empty();
        }
        String text = String.valueOf(Objects.requireNonNull(sample.value()));
        return FieldParser.parse(expected, text, parsing) instanceof ParseResult.Invalid invalid
                ? Optional.of("With the values of this participant it gives a value that is not of type %s. %s"
                        .formatted(WireName.of(expected), invalid.message()))
                : Optional.empty();
    }
}
