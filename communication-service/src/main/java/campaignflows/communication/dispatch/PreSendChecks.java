package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelTypes;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is checked of a due communication right before it is sent (rule M3). */
final class PreSendChecks {
    private PreSendChecks() {}

    /** The decision on one communication. */
    sealed interface Verdict {}

    /**
     * To be sent to this address.
     *
     * @param telegramLink for this contact, where the text has one
     */
    record Send(
            ClaimedCommunication claimed,
            String address,
            @Nullable String telegramLink) implements Verdict {
        Send withLink(String link) {
            return new Send(claimed, address, link);
        }
    }

    /** Not to be sent, for this reason. */
    record Skip(ClaimedCommunication claimed, String reason) implements Verdict {}

    /** Its participant is gone, and with it the flows that would want to know. */
    record Gone(ClaimedCommunication claimed) implements Verdict {}

    /** Why nothing can be sent by this agent on this channel; the campaign's run ends in Error with it. */
    static Optional<String> fault(Channel channel, Agent agent) {
        if (channel.status() == RunningStatus.STOPPED) {
            return Optional.of("The channel %s is stopped, but communications are due on it".formatted(channel.name()));
        }
        if (agent.status() == RunningStatus.STOPPED) {
            return Optional.of("The agent %s is stopped, but communications are due by it".formatted(agent.name()));
        }
        return Optional.empty();
    }

    /** @param blocked addresses that the channel does not get through to */
    static Verdict verdict(ClaimedCommunication claimed, ContactPoints.@Nullable Contact contact, Set<String> blocked) {
        if (contact == null || !contact.tenantId().equals(claimed.channel().tenantId())) {
            return new Gone(claimed);
        }
        ChannelType type = claimed.channel().type();
        if (contact.optOuts().contains(type)) {
            return new Skip(claimed, Reasons.optedOut(ChannelTypes.word(type)));
        }
        String address = contact.addresses().get(type);
        if (address == null || address.isBlank()) {
            return new Skip(claimed, "The contact has no " + addressWord(type));
        }
        if (blocked.contains(address)) {
            return new Skip(claimed, type == ChannelType.EMAIL ? Reasons.ADDRESS_DEAD : Reasons.CONTACT_BLOCKED);
        }
        if (claimed.agent().kind() == AgentKind.MESSAGE && !claimed.hasText()) {
            return new Skip(claimed, Reasons.NO_CONTENT);
        }
        return new Send(claimed, address, null);
    }

    private static String addressWord(ChannelType type) {
        return switch (type) {
            case EMAIL -> "email address";
            case TELEGRAM -> "Telegram id";
            case WHATSAPP -> "WhatsApp id and no phone number";
            case VOICE -> "phone number";
            case WEB -> "web id";
        };
    }
}
