package campaignflows.platform.contracts.participant;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/erasures}: participant-service has a service erase what it stores about a person, and repeats the
 * request until that is complete. It may be repeated any number of times, also afterwards.
 */
public final class Erasure {
    /** The message of a row that replaces what it said about an erased person. */
    public static final String ERASED_ROW = "The row was erased together with the contact that it was about";

    private Erasure() {}

    /**
     * The person to be erased.
     *
     * @param requestedAt data that reached the service before this time is searched
     * @param region      of the tenant, by which phone numbers are parsed; null if it has none
     * @param identifiers canonical texts by field name; empty if the customer's id is enough to find everything
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
     * The progress of the service.
     *
     * @param finished whether nothing is stored about the person and nothing about it can arrive any more
     */
    public record Progress(boolean finished) {}
}
