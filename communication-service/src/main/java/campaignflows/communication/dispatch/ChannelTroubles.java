package campaignflows.communication.dispatch;

import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.platform.database.Database;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What keeps channels and external agents from being sent to at present, as people see it, and for how long this replica leaves
 * them alone for it.
 */
final class ChannelTroubles {
    private static final Logger LOG = Logger.getLogger(ChannelTroubles.class);

    private final ChannelLookupRepository channels;
    private final AgentLookupRepository agents;
    private final Database database;
    private final BackoffTimes backoffTimes = new BackoffTimes();
    private final Map<UUID, String> reasons = new ConcurrentHashMap<>();

    ChannelTroubles(ChannelLookupRepository channels, AgentLookupRepository agents, Database database) {
        this.channels = channels;
        this.agents = agents;
        this.database = database;
    }

    /** Leaves a channel alone for a while, whoever changes it; there is nothing to see of that. */
    void backOff(UUID channelId, Duration time) {
        backoffTimes.begin(channelId, time);
    }

    /** @param version how the channel or agent was set up: whoever changes that ends it */
    void begin(SendQueue queue, int version, String reason, Duration time) {
        backoffTimes.begin(queue.targetId(), version, time);
        reasons.put(queue.targetId(), reason);
        store(queue, version, reason);
    }

    void end(SendQueue queue, int version) {
        reasons.remove(queue.targetId());
        store(queue, version, null);
    }

    /** How long an agent is still left alone; not positive if it is not. */
    Duration left(UUID agentId, int version) {
        return backoffTimes.left(agentId, version);
    }

    String reasonOf(UUID agentId) {
        return reasons.getOrDefault(agentId, Reasons.NO_ANSWERS);
    }

    /** Those that are left alone however they are set up. */
    Set<UUID> always() {
        return backoffTimes.always();
    }

    /** Those that are left alone as long as they are set up as they are. */
    Map<UUID, Integer> byVersion() {
        return backoffTimes.byVersion();
    }

    private void store(SendQueue queue, int version, @Nullable String trouble) {
        UUID id = queue.targetId();
        try {
            database.useTransaction(tx -> {
                if (queue.isOfAgent()) {
                    agents.setTrouble(tx, id, trouble);
                } else {
                    channels.setTrouble(tx, id, version, trouble);
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf("trouble of a channel not stored channel=%s cause=%s", id, e.getMessage());
        }
    }
}
