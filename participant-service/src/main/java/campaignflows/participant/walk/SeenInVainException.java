package campaignflows.participant.walk;

/**
 * A walk was walked with what an earlier one of its commit was to do, and that one is dropped. Nothing of the commit takes
 * effect: the engine walks anew, and then sees why.
 */
final class SeenInVainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SeenInVainException() {
        super("A walk has seen an update of the profile that is dropped now: walk the batch again");
    }
}
