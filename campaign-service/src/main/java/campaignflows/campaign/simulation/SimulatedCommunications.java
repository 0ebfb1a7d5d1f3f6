package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.CommunicationTriggers;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.json.ScalarText;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the communication of a simulation, and determines whether it fires the trigger. */
final class SimulatedCommunications {
    private static final String FIELD = "last_communication";
    private static final int MAX_ERRORS = 100;

    private static final UUID NO_AGENT = new UUID(0, 0);

    private SimulatedCommunications() {}

    /**
     * The communication that is given.
     *
     * @param results that agents of the campaign's flows give
     * @param context in which texts are read
     * @param at      the moment of the simulation: it was made before
     * @throws ProblemException 422 with all that is wrong
     */
    static CommunicationState read(
            SimulationRequest.Communication given, List<ResultField> results, ParseContext context, Instant at) {
        List<ProblemError> errors = new ArrayList<>();
        if (given.name() == null || given.name().isBlank()) {
            errors.add(ProblemError.ofField(FIELD + ".name", "Give the communication's name"));
        }
        if (given.status() == null) {
            errors.add(ProblemError.ofField(FIELD + ".status", "Give the communication's status"));
        }
        if (given.channel() == null) {
            errors.add(ProblemError.ofField(FIELD + ".channel", "Give the communication's channel"));
        }
        Map<String, String> values = new HashMap<>();
        if (given.results() != null) {
            given.results().forEach((name, json) -> readResult(name, json, results, context, values, errors));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The communication is not valid")
                    .withErrors(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        }
        return new CommunicationState(
                Ids.v7(),
                Objects.requireNonNull(given.name()),
                Objects.requireNonNull(given.status()),
                Objects.requireNonNull(given.channel()),
                NO_AGENT,
                values,
                at.minus(1, ChronoUnit.SECONDS));
    }

    private static void readResult(
            String name,
            JsonNode json,
            List<ResultField> results,
            ParseContext context,
            Map<String, String> values,
            List<ProblemError> errors) {
        String field = FIELD + ".results." + name;
        Optional<ResultField> result =
                results.stream().filter(each -> each.name().equals(name)).findFirst();
        if (result.isEmpty()) {
            errors.add(ProblemError.ofField(field, "No agent of the campaign's flows gives such a result"));
            return;
        }
        Optional<String> text = ScalarText.of(field, json).filter(given -> !FieldParser.isEmpty(given));
        if (text.isEmpty()) {
            return;
        }
        ParseContext own =
                context.withAllowedValues(new LinkedHashSet<>(result.get().values()));
        switch (FieldParser.parse(result.get().type(), text.get(), own)) {
            case ParseResult.Parsed parsed -> values.put(name, parsed.value().canonical());
            case ParseResult.Invalid invalid -> errors.add(ProblemError.ofField(field, invalid.message()));
        }
    }

    /**
     * The communication whose event fires the trigger; null for a trigger that no communication fires.
     *
     * @throws ProblemException 422 if there is none, or its status does not fire it
     */
    static @Nullable CommunicationState firing(NodeType trigger, @Nullable CommunicationState last) {
        if (!CommunicationTriggers.isOne(trigger)) {
            return null;
        }
        if (last == null) {
            throw ProblemException.invalidField(
                    FIELD, "The trigger needs a communication: say which, with name, status and channel");
        }
        if (!CommunicationTriggers.fires(trigger, last.status())) {
            throw ProblemException.invalidField(
                    FIELD + ".status",
                    trigger == NodeType.COMMUNICATION_ENDED
                            ? "The communication has not ended: completed, no_response, failed, canceled or skipped fires this trigger"
                            : "Only started, delivered, read or replied fires this trigger");
        }
        return last;
    }
}
