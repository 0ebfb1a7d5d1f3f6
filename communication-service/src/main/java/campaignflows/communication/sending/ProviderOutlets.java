package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;

/** The ways out of the channels of one type: one implementation for each kind of provider, found by {@link OutletTable}. */
public interface ProviderOutlets {
    ChannelType type();

    /**
     * The channel's way out, without calling anybody.
     *
     * @throws ChannelFaultException if the channel as it is set up cannot send anything; the message is for people
     */
    Outlet open(Channel channel);

    default ProviderTraits traits() {
        return ProviderTraits.NONE;
    }
}
