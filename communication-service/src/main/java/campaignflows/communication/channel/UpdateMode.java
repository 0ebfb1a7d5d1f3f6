package campaignflows.communication.channel;

/** How what people write to a Telegram bot reaches this installation; a bot has one of the two at a time. */
public enum UpdateMode {
    /** Telegram calls the channel's webhook, which somebody has told it of. */
    WEBHOOK,
    /** Telegram is asked for updates: for installations that it does not reach. */
    POLLING
}
