package campaignflows.platform.messaging;

/** The points between the steps of a conditional consumer, where a crash must do no harm. */
enum ConsumerStep {
    BEFORE_TRANSACTION,
    BEFORE_COMMIT,
    AFTER_COMMIT
}
