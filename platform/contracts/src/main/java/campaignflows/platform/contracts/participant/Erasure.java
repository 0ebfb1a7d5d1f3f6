package campaignflows.platform.contracts.participant;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/erasures}: participant-service has a service erase what it keeps of a person, and asks again until
 * that has been done to the end. Any number of times, also afterwards.
 */
public final class Erasure {
    /** What is told of a row in the place of what it said of an erased person. */
    public static final String ERASED_ROW = "The row was erased together with the contact that it was about";

    private Erasure() {}

    /**
     * Who is to be erased.
     *
     * @param requestedAt what came to the service before this moment is looked through
     * @param region      of the tenant, by which phone numbers are read; null if it has none
     * @param identifiers canonical texts by field name; empty where the customer's id is enough to find everything
     */
    public record Order(
            UUID tenantId,
            UUID customerId,
            Instant requestedAt,
            @Nullable String region,
            Map<String, String> identifiers) {
        public Order {
            identifiers = Map.copyOf(identifiers);
        }
    }

    /**
     * How far the service is.
     *
     * @param finished whether nothing is kept of the person and nothing of it can arrive any more
     */
    public record Progress(boolean finished) {}
}
