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

/** The ways out that there are, by the type of channel. */
@Singleton
public final class OutletTable implements Outlets {
    private final Map<ChannelType, ProviderOutlets> byType = new EnumMap<>(ChannelType.class);

    @Inject
    OutletTable(@All List<ProviderOutlets> all) {
        this((Collection<? extends ProviderOutlets>) all);
    }

    public OutletTable(Collection<? extends ProviderOutlets> all) {
        for (ProviderOutlets each : all) {
            if (byType.put(each.type(), each) != null) {
                throw new IllegalArgumentException(
                        "Expected one way out of each type, but there are two of " + each.type());
            }
        }
    }

    /** The types of channels on which messages can be sent. */
    public Set<ChannelType> types() {
        return Collections.unmodifiableSet(byType.keySet());
    }

    @Override
    public Outlet of(Channel channel) {
        ProviderOutlets outlets = byType.get(channel.type());
        if (outlets == null) {
            throw new ChannelFaultException(
                    "Nothing can be sent by messages on the channel %s yet: use another agent or channel"
                            .formatted(channel.name()));
        }
        return outlets.open(channel);
    }

    @Override
    public ProviderTraits traits(ChannelType type) {
        ProviderOutlets outlets = byType.get(type);
        return outlets == null ? ProviderTraits.NONE : outlets.traits();
    }
}
