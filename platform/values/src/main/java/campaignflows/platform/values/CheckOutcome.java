package campaignflows.platform.values;

/** What a Field Check came to, with the reason when the answer is not simply that the comparison is false. */
public sealed interface CheckOutcome {
    CheckOutcome MATCH = new Match();
    CheckOutcome NO_MATCH = new NoMatch(Reason.COMPARED, "The comparison is false");

    /** Why a check did not match. */
    enum Reason {
        /** Both sides were there and of fitting types; the comparison is false. */
        COMPARED,
        /** The property has no value. */
        UNSET,
        /** The value to compare with is missing (an empty field, or an expression that gave None). */
        OPERAND_UNSET,
        /** The two sides, or the operator and the type, do not go together. */
        TYPE_MISMATCH
    }

    record Match() implements CheckOutcome {}

    record NoMatch(Reason reason, String detail) implements CheckOutcome {}

    default boolean matches() {
        return this instanceof Match;
    }

    static CheckOutcome of(boolean matches) {
        return matches ? MATCH : NO_MATCH;
    }
}
