package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;

/** The senders of the channels of one type: one implementation for each kind of provider, found by {@link SenderRegistry}. */
public interface SenderFactory {
    ChannelType type();

    /**
     * The channel's sender, without calling anybody.
     *
     * @throws ChannelFaultException if the channel as it is set up cannot send anything; the message is for people
     */
    MessageSender open(Channel channel);

    default ProviderTraits traits() {
        return ProviderTraits.NONE;
    }
}
