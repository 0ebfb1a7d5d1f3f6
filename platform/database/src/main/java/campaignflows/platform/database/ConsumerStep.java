package campaignflows.platform.database;

/** The points between the steps of a batch that takes effect, at which a crash must do no harm. */
enum ConsumerStep {
    BEFORE_TRANSACTION,
    BEFORE_COMMIT,
    AFTER_COMMIT
}
