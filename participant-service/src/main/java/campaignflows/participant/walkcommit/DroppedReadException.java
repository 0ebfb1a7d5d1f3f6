package campaignflows.participant.walkcommit;

/**
 * A walk read what an earlier walk of the same commit was to write, and that one is dropped. Nothing of the commit takes
 * effect: the engine walks the events again, and then sees why.
 */
final class DroppedReadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DroppedReadException() {
        super("A walk has read an update of the profile that is now dropped: walk the batch again");
    }
}
