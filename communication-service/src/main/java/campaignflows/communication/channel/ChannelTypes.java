package campaignflows.communication.channel;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;

/** Types of channel as paths name them. */
public final class ChannelTypes {
    private ChannelTypes() {}

    /** @throws ProblemException 404 if there is no such type */
    public static ChannelType named(String text) {
        return WireName.find(ChannelType.class, text).orElseThrow(() -> ProblemException.notFound("type of channel"));
    }

    /** What people call it. */
    public static String word(ChannelType type) {
        return switch (type) {
            case EMAIL -> "email";
            case TELEGRAM -> "Telegram";
            case WHATSAPP -> "WhatsApp";
            case VOICE -> "phone";
            case WEB -> "the web chat";
        };
    }
}
