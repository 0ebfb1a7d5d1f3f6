package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.RawJson;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a commit of the engine. Most of it consists of records of walks and texts of messages, which are checked to be JSON and
 * otherwise left alone: turning them into objects and these into JSON again was most of the work of a commit. Unknown properties
 * are ignored, as everywhere between services.
 */
final class CommitReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectReader STATE = Json.mapper().readerFor(CommunicationState.class);
    private static final ObjectReader UPDATE = Json.mapper().readerFor(FieldUpdate.class);
    private static final ObjectReader VERSIONS = Json.mapper().readerFor(RowVersions.class);
    private static final ObjectReader PLAN = Json.mapper().readerFor(Plan.class);
    private static final String PLAN_COMMUNICATION = CommunicationCommand.FAMILY.typeOf(PlanCommunication.class);
    private static final String CANCEL_COMMUNICATIONS = CommunicationCommand.FAMILY.typeOf(CancelCommunications.class);

    /** The part of a {@link PlanCommunication} that is kept with the participant. */
    private record Plan(UUID communicationId, String name, ChannelType channel, UUID agentId, Instant createdAt) {
        CommunicationState state() {
            return new CommunicationState(
                    communicationId, name, CommunicationStatus.PLANNED, channel, agentId, Map.of(), createdAt);
        }
    }

    @FunctionalInterface
    private interface Item<T> {
        T read() throws IOException;
    }

    private final byte[] body;
    private final JsonParser json;

    private CommitReader(byte[] body) throws IOException {
        this.body = body;
        this.json = FACTORY.createParser(body);
    }

    /** @throws ProblemException 400 if it is not a commit */
    static ReceivedCommit read(byte[] body) {
        try {
            CommitReader reader = new CommitReader(body);
            try (reader.json) {
                reader.json.nextToken();
                ReceivedCommit commit = reader.commit();
                reader.expect(reader.json.nextToken() == null, "nothing after it");
                return commit;
            }
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw ProblemException.malformed("Expected a commit of walks as JSON, but it is something else");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ReceivedCommit commit() throws IOException {
        String topicId = null;
        int partition = -1;
        long from = -1;
        long to = -1;
        List<ReceivedCommit.Effects> events = null;
        for (String name = begin(); name != null; name = next()) {
            switch (name) {
                case "topic_id" -> topicId = json.getText();
                case "partition" -> partition = json.getIntValue();
                case "from" -> from = json.getLongValue();
                case "to" -> to = json.getLongValue();
                case "events" -> events = list(this::effects);
                default -> json.skipChildren();
            }
        }
        return new ReceivedCommit(required(topicId), partition, from, to, required(events));
    }

    private ReceivedCommit.Effects effects() throws IOException {
        UUID eventId = null;
        UUID tenantId = null;
        UUID campaignId = null;
        UUID participantId = null;
        UUID customerId = null;
        int depth = 0;
        Integer run = null;
        CommunicationState communication = null;
        List<FieldUpdate> updates = null;
        List<ReceivedCommit.Command> commands = null;
        List<ReceivedCommit.Walk> walks = null;
        RowVersions versions = null;
        String traceparent = null;
        for (String name = begin(); name != null; name = next()) {
            switch (name) {
                case "event_id" -> eventId = uuid();
                case "tenant_id" -> tenantId = uuid();
                case "campaign_id" -> campaignId = uuid();
                case "participant_id" -> participantId = uuid();
                case "customer_id" -> customerId = uuid();
                case "depth" -> depth = json.getIntValue();
                case "run" -> run = isNull() ? null : (Integer) json.getIntValue();
                case "communication" -> communication = isNull() ? null : text().read(STATE);
                case "updates" -> updates = list(() -> text().<FieldUpdate>read(UPDATE));
                case "commands" -> commands = list(this::command);
                case "walks" -> walks = list(this::walk);
                case "versions" -> versions = isNull() ? null : text().read(VERSIONS);
                case "traceparent" -> traceparent = isNull() ? null : json.getText();
                default -> json.skipChildren();
            }
        }
        return new ReceivedCommit.Effects(
                required(eventId),
                required(tenantId),
                required(campaignId),
                required(participantId),
                required(customerId),
                depth,
                run,
                communication,
                required(updates),
                required(commands),
                required(walks),
                versions,
                traceparent);
    }

    private ReceivedCommit.Command command() throws IOException {
        UUID id = null;
        String type = null;
        RawJson command = null;
        for (String name = begin(); name != null; name = next()) {
            switch (name) {
                case "id" -> id = uuid();
                case "command" -> {
                    type = required(begin());
                    command = text();
                    expect(next() == null, "one command");
                }
                default -> json.skipChildren();
            }
        }
        RawJson text = required(command);
        return new ReceivedCommit.Command(required(id), required(type), planned(required(type), text), text);
    }

    private static @Nullable CommunicationState planned(String type, RawJson command) throws IOException {
        if (type.equals(PLAN_COMMUNICATION)) {
            return command.<Plan>read(PLAN).state();
        }
        if (type.equals(CANCEL_COMMUNICATIONS)) {
            return null;
        }
        throw new IllegalArgumentException("Expected a command of walks, but it is a " + type);
    }

    private ReceivedCommit.Walk walk() throws IOException {
        UUID id = null;
        RawJson walk = null;
        for (String name = begin(); name != null; name = next()) {
            switch (name) {
                case "id" -> id = uuid();
                case "walk" -> walk = text();
                default -> json.skipChildren();
            }
        }
        return new ReceivedCommit.Walk(required(id), required(walk));
    }

    /** Enters the current object, moves to the value of its first property and returns its name; null if it has none. */
    private @Nullable String begin() throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "an object");
        return next();
    }

    /** Moves to the value of the next property and returns its name; null at the end of the object. */
    private @Nullable String next() throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            json.nextToken();
        }
        return name;
    }

    private <T> List<T> list(Item<T> item) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "a list");
        List<T> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(item.read());
        }
        return items;
    }

    /** The bytes of the current object; moves to its end. */
    private RawJson text() throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "an object");
        int from = Math.toIntExact(json.currentTokenLocation().getByteOffset());
        json.skipChildren();
        int to = Math.toIntExact(json.currentLocation().getByteOffset());
        expect(body[from] == '{' && body[to - 1] == '}', "an object");
        return new RawJson(body, from, to);
    }

    private UUID uuid() throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, "an id");
        return UUID.fromString(json.getText());
    }

    private boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("Expected a value, but there is none");
        }
        return value;
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + what);
        }
    }
}
