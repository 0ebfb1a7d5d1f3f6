package campaignflows.communication.web;

import campaignflows.platform.values.WireName;

/** Why a frame was refused, or a connection ended, for programs; the names are a promise to them. */
enum FrameCode {
    /** Not JSON of the form that is described. */
    BAD_FRAME(1008),
    /** Something came before the hello, or no hello came in time. */
    HELLO_EXPECTED(4408),
    /** The secret is not the visitor's: without one, a new visitor begins. */
    VISITOR_UNKNOWN(4401),
    IDENTITY_INVALID(4401),
    IDENTITY_EXPIRED(4401),
    /** The message is empty, or longer than is taken. */
    TEXT_INVALID(1008),
    /** Too many messages at once: send it again a moment later. */
    TOO_FAST(1008),
    /** The visitor has too many connections already. */
    TOO_MANY_CONNECTIONS(4429),
    /** None of the visitor's messages has this number. */
    MESSAGE_UNKNOWN(1008),
    /** The channel was deleted. */
    CHANNEL_GONE(4404),
    /** The page's origin is not among the channel's any more. */
    ORIGIN_REFUSED(4403),
    /** Nothing can be stored at the moment: send it again later. */
    UNAVAILABLE(1011),
    /** Nothing was heard for too long. */
    SILENT(4408);

    private final short closeStatus;

    FrameCode(int closeStatus) {
        this.closeStatus = (short) closeStatus;
    }

    /** Of a connection that ends because of it (RFC 6455, 7.4). */
    short closeStatus() {
        return closeStatus;
    }

    String wireName() {
        return WireName.of(this);
    }
}
