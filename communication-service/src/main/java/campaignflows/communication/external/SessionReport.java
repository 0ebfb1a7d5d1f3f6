package campaignflows.communication.external;

import campaignflows.communication.sending.ProviderText;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.json.ServiceMapper;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event of an external agent that has passed all checks.
 *
 * @param status  null: none was given
 * @param reason  for people, on one line; null: none was given
 * @param results canonical texts by name
 */
record SessionReport(
        UUID communicationId,
        AgentEvent.@Nullable Status status,
        @Nullable String reason,
        List<Line> messages,
        Map<String, String> results) {
    private static final String TYPE = "session.updated";
    private static final int MOST_MESSAGES = 100;
    private static final ObjectMapper MAPPER = ServiceMapper.build();

    SessionReport {
        messages = List.copyOf(messages);
        results = Map.copyOf(results);
    }

    /** Something said. */
    record Line(AgentEvent.From from, String text, Instant at) {
        @Override
        public String toString() {
            return "Line[" + from + "]";
        }
    }

    /**
     * Reads a body whose signature was right.
     *
     * @param results of the agent
     * @throws ProblemException 400 if it is not of the form that is described, 422 if a value in it is not valid
     */
    static SessionReport read(byte[] body, List<ResultField> results, Instant now) {
        AgentEvent event;
        try {
            event = MAPPER.readValue(body, AgentEvent.class);
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.malformed("There is no property %s: see AgentEvent".formatted(place(e)));
        } catch (JsonMappingException e) {
            throw ProblemException.malformed(
                    "%s is not of the form that is described: see AgentEvent".formatted(place(e)));
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("The body is not JSON");
        } catch (IOException e) {
            throw ProblemException.malformed("The body cannot be read");
        }
        if (event == null) {
            throw ProblemException.malformed("The body is not a JSON object");
        }
        return checked(event, results, now);
    }

    private static SessionReport checked(AgentEvent event, List<ResultField> fields, Instant now) {
        List<ProblemError> errors = new ArrayList<>();
        AgentEvent.Data data = event.data();
        if (!TYPE.equals(event.type())) {
            errors.add(ProblemError.ofField("type", "Give session.updated: there is no other type of event"));
        }
        UUID id = data == null ? null : data.communicationId();
        if (data == null || id == null) {
            errors.add(ProblemError.ofField("data.communication_id", "Give the communication_id of the session.start"));
            throw invalid(errors);
        }
        List<Line> messages = messages(data.messages(), now, errors);
        Map<String, @Nullable JsonNode> given = data.results() == null ? Map.of() : data.results();
        Map<String, String> results = ResultValues.checked("data.results", given, fields, errors);
        if (data.status() == null && messages.isEmpty() && given.isEmpty() && errors.isEmpty()) {
            errors.add(ProblemError.ofField("data", "Give at least one of status, messages and results"));
        }
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        String reason = data.reason();
        return new SessionReport(
                id,
                data.status(),
                reason == null || reason.isBlank() ? null : ProviderText.oneLine(reason),
                messages,
                results);
    }

    private static List<Line> messages(@Nullable List<AgentEvent.Said> given, Instant now, List<ProblemError> errors) {
        List<AgentEvent.Said> said = given == null ? List.of() : given;
        if (said.size() > MOST_MESSAGES) {
            errors.add(ProblemError.ofField("data.messages", "Give at most 100 messages at a time"));
            return List.of();
        }
        List<Line> lines = new ArrayList<>(said.size());
        for (int i = 0; i < said.size(); i++) {
            AgentEvent.@Nullable Said one = said.get(i);
            String field = "data.messages[" + i + "]";
            AgentEvent.From from = one == null ? null : one.from();
            String text = one == null || one.text() == null ? "" : one.text().strip();
            if (from == null) {
                errors.add(ProblemError.ofField(field + ".from", "Give contact or agent"));
            } else if (text.isEmpty() || text.length() > ValueLimits.MAX_TEXT_LENGTH) {
                errors.add(ProblemError.ofField(field + ".text", "Give 1 to 10000 characters"));
            } else {
                Instant at = one == null ? null : one.at();
                // An agent's clock may be wrong, and nothing is said in the future.
                lines.add(new Line(from, text, at == null || at.isAfter(now) || at.isBefore(Instant.EPOCH) ? now : at));
            }
        }
        return lines;
    }

    boolean hasContactsMessage() {
        return messages.stream().anyMatch(line -> line.from() == AgentEvent.From.CONTACT);
    }

    /** Where in the body it is; never what is there. */
    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "The body" : ProviderText.oneLine(path.startsWith(".") ? path.substring(1) : path);
    }

    private static ProblemException invalid(List<ProblemError> errors) {
        return ProblemException.invalid("The event is not valid, and nothing of it took effect")
                .withErrors(errors);
    }
}
