package campaignflows.communication.support;

import campaignflows.communication.channel.ChannelService;
import campaignflows.communication.channel.ChannelView;
import campaignflows.platform.contracts.audit.Actor;
import java.util.UUID;

/** The channels of the service, for tests, which wait. */
public record Channels(ChannelService service) {
    private static final Actor ACTOR = Actor.system("test");

    public ChannelView create(UUID tenant, ChannelView.New body) {
        return Waits.on(service.create(tenant, body, ACTOR));
    }

    public ChannelView get(UUID tenant, UUID id) {
        return Waits.on(service.get(tenant, id));
    }

    public ChannelView change(UUID tenant, UUID id, ChannelView.Change body) {
        return Waits.on(service.change(tenant, id, body, ACTOR));
    }

    public ChannelView start(UUID tenant, UUID id) {
        return Waits.on(service.start(tenant, id, ACTOR));
    }

    public ChannelView stop(UUID tenant, UUID id) {
        return Waits.on(service.stop(tenant, id, ACTOR));
    }

    public void delete(UUID tenant, UUID id) {
        Waits.on(service.delete(tenant, id, ACTOR));
    }
}
