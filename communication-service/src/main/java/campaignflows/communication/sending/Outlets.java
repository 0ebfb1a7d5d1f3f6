package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;

/** Opens the way out of a channel, whatever its type. */
@FunctionalInterface
public interface Outlets {
    /**
     * The channel's way out, without calling anybody.
     *
     * @throws ChannelFaultException if the channel as it is set up cannot send anything; the message is for people
     */
    Outlet of(Channel channel);

    /** What is to be kept to with the providers of a type. */
    default ProviderTraits traits(ChannelType type) {
        return ProviderTraits.NONE;
    }
}
