package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;

/** Opens the way out of a channel; one implementation for each provider. */
@FunctionalInterface
public interface Outlets {

    /**
     * The channel's way out, without calling anybody.
     *
     * @throws ChannelFaultException if the channel as it is set up cannot send anything; the message is for people
     */
    Outlet of(Channel channel);
}
