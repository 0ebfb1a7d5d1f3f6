package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;

/** Opens the sender of a channel, whatever its type. */
@FunctionalInterface
public interface ChannelSenders {
    /**
     * The channel's sender, without calling anybody.
     *
     * @throws ChannelFaultException if the channel as it is set up cannot send anything; the message is for people
     */
    MessageSender of(Channel channel);

    /** What is to be kept to with the providers of a type. */
    default ProviderTraits traits(ChannelType type) {
        return ProviderTraits.NONE;
    }
}
