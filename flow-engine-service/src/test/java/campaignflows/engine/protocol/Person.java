package campaignflows.engine.protocol;

import campaignflows.platform.contracts.communication.CommunicationState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A participant as participant-service stores it. */
final class Person {
    private final UUID id;
    private final UUID campaign;
    private final UUID customer;
    private final Map<String, String> values = new HashMap<>(Map.of("count", "0", "answers", "0", "flip", "false"));
    private @Nullable CommunicationState lastCommunication;
    private long version;

    Person(UUID id, UUID campaign, UUID customer) {
        this.id = id;
        this.campaign = campaign;
        this.customer = customer;
    }

    UUID id() {
        return id;
    }

    UUID campaign() {
        return campaign;
    }

    UUID customer() {
        return customer;
    }

    Map<String, String> values() {
        return values;
    }

    int number(String field) {
        return Integer.parseInt(values.getOrDefault(field, "0"));
    }

    void set(String field, String value) {
        values.put(field, value);
    }

    /** Another one after each transaction that wrote the row. */
    long version() {
        return version;
    }

    void written() {
        version++;
    }

    @Nullable
    CommunicationState lastCommunication() {
        return lastCommunication;
    }

    /** Keeps the state unless a newer communication is known. */
    void follow(CommunicationState state) {
        CommunicationState last = lastCommunication;
        if (last == null
                || last.communicationId().equals(state.communicationId())
                || state.createdAt().isAfter(last.createdAt())) {
            lastCommunication = state;
        }
    }
}
