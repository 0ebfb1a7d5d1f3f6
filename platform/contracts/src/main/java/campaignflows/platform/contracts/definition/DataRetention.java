package campaignflows.platform.contracts.definition;

import org.jspecify.annotations.Nullable;

/**
 * For how many days a tenant keeps what it has no more use for; null: for ever.
 *
 * @param participantDays   after the last thing that happened to a participant: its values, result, communications and walks
 * @param communicationDays after the end of a communication: its address, content, conversation and results
 */
public record DataRetention(
        @Nullable Integer participantDays, @Nullable Integer communicationDays) {
    public static final DataRetention FOREVER = new DataRetention(null, null);

    public static final int SHORTEST_DAYS = 1;

    /** A hundred years: more than any law asks for, and far from what dates can be calculated with. */
    public static final int LONGEST_DAYS = 36_500;

    public DataRetention {
        require(participantDays);
        require(communicationDays);
    }

    /** Whether a tenant may keep something for so many days. */
    public static boolean isAllowed(int days) {
        return days >= SHORTEST_DAYS && days <= LONGEST_DAYS;
    }

    private static void require(@Nullable Integer days) {
        if (days != null && !isAllowed(days)) {
            throw new IllegalArgumentException(
                    "Expected from %d to %d days, but got %d".formatted(SHORTEST_DAYS, LONGEST_DAYS, days));
        }
    }
}
