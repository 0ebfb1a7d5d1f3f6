package campaignflows.engine.definition;

import campaignflows.engine.graph.CompiledCampaign;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The compiled campaigns that were walked recently; the others are compiled again when they are needed. */
final class CompiledCampaigns {
    private static final int MOST = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, CompiledCampaign> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, CompiledCampaign> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    CompiledCampaign find(UUID campaignId, long revision, long tenantRevision) {
        lock.lock();
        try {
            CompiledCampaign campaign = latest.get(campaignId);
            return campaign != null
                            && campaign.revision() == revision
                            && campaign.formats().revision() == tenantRevision
                    ? campaign
                    : null;
        } finally {
            lock.unlock();
        }
    }

    void keep(CompiledCampaign campaign) {
        lock.lock();
        try {
            latest.put(campaign.campaignId(), campaign);
        } finally {
            lock.unlock();
        }
    }

    void remove(UUID campaignId) {
        lock.lock();
        try {
            latest.remove(campaignId);
        } finally {
            lock.unlock();
        }
    }
}
