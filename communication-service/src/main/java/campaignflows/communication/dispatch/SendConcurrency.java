package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many messages may be on their way at a time: altogether, of one tenant, and of one tenant to one peer. However many
 * channels a tenant has, and however slow its providers are, others get theirs.
 */
final class SendConcurrency {
    private final int all;
    private final int perTenant;
    private final int perPeer;
    private final Map<UUID, Integer> byTenant = new HashMap<>();
    private final Map<Place, Integer> byPlace = new HashMap<>();
    private int taken;
    private boolean asked;

    /** A peer as one tenant uses it. */
    record Place(UUID tenantId, String peer) {}

    SendConcurrency(CommunicationConfig.Dispatch config) {
        this.all = config.slots();
        this.perTenant = config.slotsPerTenant();
        this.perPeer = config.slotsPerPeer();
    }

    synchronized boolean tryTake(Place place) {
        if (taken >= all
                || byTenant.getOrDefault(place.tenantId(), 0) >= perTenant
                || byPlace.getOrDefault(place, 0) >= perPeer) {
            asked = true;
            return false;
        }
        taken++;
        byTenant.merge(place.tenantId(), 1, Integer::sum);
        byPlace.merge(place, 1, Integer::sum);
        return true;
    }

    /** Gives a slot back and says whether anybody has asked for one in vain since the last time. */
    synchronized boolean giveBack(Place place) {
        taken--;
        byTenant.computeIfPresent(place.tenantId(), (id, count) -> count == 1 ? null : count - 1);
        byPlace.computeIfPresent(place, (id, count) -> count == 1 ? null : count - 1);
        boolean wanted = asked;
        asked = false;
        return wanted;
    }
}
