package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.platform.contracts.communication.ChannelType;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The senders that there are, by the type of channel. */
@Singleton
public final class SenderRegistry implements ChannelSenders {
    private final Map<ChannelType, SenderFactory> byType = new EnumMap<>(ChannelType.class);

    @Inject
    SenderRegistry(@All List<SenderFactory> all) {
        this((Collection<? extends SenderFactory>) all);
    }

    public SenderRegistry(Collection<? extends SenderFactory> all) {
        for (SenderFactory each : all) {
            if (byType.put(each.type(), each) != null) {
                throw new IllegalArgumentException(
                        "Expected one sender of each type, but there are two of " + each.type());
            }
        }
    }

    /** The types of channels on which messages can be sent. */
    public Set<ChannelType> types() {
        return Collections.unmodifiableSet(byType.keySet());
    }

    @Override
    public MessageSender of(Channel channel) {
        SenderFactory senders = byType.get(channel.type());
        if (senders == null) {
            throw new ChannelFaultException(
                    "Messages cannot be sent on the channel %s yet: use another agent or channel"
                            .formatted(channel.name()));
        }
        return senders.open(channel);
    }

    @Override
    public ProviderTraits traits(ChannelType type) {
        SenderFactory senders = byType.get(type);
        return senders == null ? ProviderTraits.NONE : senders.traits();
    }
}
