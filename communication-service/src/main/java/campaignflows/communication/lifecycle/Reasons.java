package campaignflows.communication.lifecycle;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Why a communication ended or waits, in words for people. In one place, so that the same thing is said in the same way. */
public final class Reasons {
    public static final String CANCELED = "Canceled by a flow";
    public static final String PARTICIPANT_REMOVED = "The participant was removed from the campaign";
    public static final String UNKNOWN_AFTER_RESTART =
            "Whether the message was sent is unknown after a restart; it was not sent again, so that nobody gets it twice";
    public static final String REPEATED_AFTER_RESTART =
            "Whether the agent has begun the session is unknown after a restart; it is asked again, and knows a repeat";
    public static final String HANDED_OVER_AGAIN =
            "Whether it was handed over is unknown after a restart; it is handed over again, which counts once";
    public static final String HAND_OVER_UNKNOWN =
            "Whether it was handed over is unknown, though it was tried as often as is allowed";
    public static final String SESSION_UNKNOWN =
            "Whether the agent has begun the session is unknown, though it was asked as often as is allowed";

    /** Of sessions that wait for those before them. */
    public static final String AGENT_BUSY = "The agent is taking earlier sessions: this one follows";

    public static final String NO_CONTENT = "The communication has no text to send";
    public static final String WINDOW_PASSED =
            "The campaign was not active when it was due, and the allowed window is closed now";
    public static final String WINDOW_NEVER_OPEN = "The allowed window does not open within a month";
    public static final String NOT_USABLE = "The agent or the channel no longer exists, or no longer belong together";
    public static final String CONTACTS_UNKNOWN =
            "How the contact can be reached cannot be looked up at present; it is tried again";

    public static final String OUR_ERROR = "An error of this service keeps it from being sent; it is tried again";

    public static final String CONTACT_BLOCKED =
            "The contact does not let this channel through: it is contacted again when it has written on it";
    public static final String ADDRESS_DEAD =
            "Mail to this address came back as undeliverable: change the contact's email address, or lift the block if the address is right";
    public static final String ONE_AT_A_TIME = "The contact has just received another message on this channel";

    public static final String AWAITS_RECEIPT =
            "Whether the message was sent is unknown; a receipt of its provider may still tell, and it is not sent again";

    public static final String NO_RECEIPT =
            "Whether the message was sent is unknown, and no receipt of its provider has told; it was not sent again";

    /** Of what was not tried while the provider does not respond conclusively to others. */
    public static final String NO_ANSWERS =
            "The provider is not responding conclusively at present: one message at a time tries whether it is back";

    /** Of a contact that gets as many messages as are allowed, should all that were begun be sent. */
    public static final String ANOTHER_UNDER_WAY =
            "Another message to this contact is about to be sent, and no more are allowed: it is looked at again in a moment";

    /** Of a contact whose hours cannot be told, where some are quiet. */
    public static final String ZONE_UNKNOWN =
            "Neither the contact's time zone nor the tenant's is known here yet, so it may be in its quiet hours: it is looked at again in a moment";

    public static final String NEVER_BOTH =
            "The allowed window and the quiet hours leave no time to send it within the next weeks";

    private Reasons() {}

    /** @param channel what people call the type of channel */
    public static String optedOut(String channel) {
        return "The contact does not want to be contacted by " + channel;
    }

    /** It is dropped because of the hour. */
    public static String inQuietHours(LocalTime from, LocalTime to, ZoneId zone) {
        return "It was due in the quiet hours, %s to %s in %s".formatted(from, to, zone);
    }

    /** It waits because of the hour. */
    public static String afterQuietHours(LocalTime from, LocalTime to, ZoneId zone, Instant at) {
        return "Quiet hours, %s to %s in %s: it is sent at %s"
                .formatted(from, to, zone, at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** It is dropped because of what the contact has got. */
    public static String overCap(int most, int hours) {
        return "The contact has got %s, as many as are allowed".formatted(capped(most, hours));
    }

    /** It waits because of what the contact has got. */
    public static String waitsForCap(int most, int hours, Instant at) {
        return "The contact has got %s, as many as are allowed: it is sent at %s"
                .formatted(capped(most, hours), at.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String capped(int most, int hours) {
        return "%d %s on this type of channel within %d %s"
                .formatted(most, most == 1 ? "message" : "messages", hours, hours == 1 ? "hour" : "hours");
    }

    /** It waits for its allowed window. */
    public static String outsideWindow(Instant opening) {
        return "Outside of the allowed window, which opens at " + opening.truncatedTo(ChronoUnit.SECONDS);
    }
}
