package campaignflows.platform.contracts.participant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
     * @param formerIdentifiers likewise, those that the person had before and nobody has now; none of a sender that does not
     *     know them
     */
    public record Order(
            UUID tenantId,
            UUID customerId,
            Instant requestedAt,
            @Nullable String region,
            Map<String, String> identifiers,
            @Nullable Map<String, List<String>> formerIdentifiers) {
        public Order {
            identifiers = Map.copyOf(identifiers);
            formerIdentifiers = Map.copyOf(Objects.requireNonNullElse(formerIdentifiers, Map.of()));
        }

        /** All texts that name or named the person, by field name. */
        public Map<String, List<String>> allIdentifiers() {
            Map<String, List<String>> all = new TreeMap<>();
            identifiers.forEach((name, value) ->
                    all.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
            Objects.requireNonNull(formerIdentifiers)
                    .forEach((name, values) ->
                            all.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
            return all;
        }
    }

    /**
     * The progress of the service.
     *
     * @param finished whether nothing is stored about the person and nothing about it can arrive any more
     */
    public record Progress(boolean finished) {}
}
