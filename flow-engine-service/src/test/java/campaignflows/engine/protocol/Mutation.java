package campaignflows.engine.protocol;

/**
 * Ways to break the protocol, planted in the models only, each of which the simulation must find: a test that cannot fail
 * is a defect.
 */
enum Mutation {
    NONE,

    /** A commit of walks takes effect wherever the stored position is. */
    NO_POSITION_CONDITION,
    /** The position is moved in a transaction of its own, before that of the effects. */
    POSITION_MOVED_APART,
    /** Walks of a run that has ended take effect nevertheless. */
    ENDED_RUNS_TAKE_EFFECT,
    /** What relied on an update that is dropped takes effect nevertheless. */
    SEEN_IN_VAIN,
    /** Walks take effect though somebody has changed what they have read and are to write. */
    OVERTAKEN_TAKE_EFFECT,
    /** An update that cannot be made is left out, and what has seen it takes effect nevertheless. */
    SKIPPED_UNSEEN,
    /** Effects of removed participants take effect nevertheless. */
    REMOVED_TAKE_EFFECT,
    /** Events are stamped with a run that may end before their transaction does. */
    STAMPED_WITHOUT_LOCK,
    /** Snapshots leave out the communication planned last. */
    FORGETFUL_SNAPSHOTS,
    /** A run is walked with the newest definition, whichever it is of. */
    NEWEST_DEFINITION,
    /** The engine is given records of transactions that were aborted or are open. */
    READ_UNCOMMITTED,
    /** A member that lost its partitions goes on from where it once was, not from the stored position. */
    NO_SEEK,

    /** The ids of the outbox are drawn before the rows of the keys are locked. */
    IDS_BEFORE_LOCKS,
    /** The relay's rows are deleted when they are read, before Kafka's commit. */
    DELETE_BEFORE_COMMIT,
    /** A relay that takes over does not find what was published and not deleted. */
    NO_POSITIONS_READ,
    /** The broker takes records of producers that were fenced. */
    NO_FENCING,
    /** A batch of commands takes effect wherever the stored position is, and plans have no unique guard. */
    COMMANDS_REPEATED,
    /** The attempt to hand a communication over is not recorded before the call. */
    ATTEMPT_NOT_RECORDED
}
