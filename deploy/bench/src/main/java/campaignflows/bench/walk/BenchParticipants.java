package campaignflows.bench.walk;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Participants whose events are to be written, in the order of their ids, without an object for each. */
final class BenchParticipants {
    private static final int BYTES = 4 * Long.BYTES;

    private final ByteBuffer ids;

    /** A participant and its customer. */
    record Participant(UUID participant, UUID customer) {}

    BenchParticipants(int most) {
        ids = ByteBuffer.allocate(most * BYTES);
    }

    void add(UUID participant, UUID customer) {
        ids.putLong(participant.getMostSignificantBits())
                .putLong(participant.getLeastSignificantBits())
                .putLong(customer.getMostSignificantBits())
                .putLong(customer.getLeastSignificantBits());
    }

    int size() {
        return ids.position() / BYTES;
    }

    Participant get(int index) {
        int at = index * BYTES;
        return new Participant(
                new UUID(ids.getLong(at), ids.getLong(at + 8)), new UUID(ids.getLong(at + 16), ids.getLong(at + 24)));
    }
}
