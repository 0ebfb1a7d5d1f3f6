package campaignflows.upload.importing;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceUnavailableException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.remote.ParticipantClient;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Keeps imports into Active campaigns from running far ahead of the flow engine, so that one big file never delays single events
 * by more than seconds. The number of waiting events is requested from time to time; in between, the rows that are imported here
 * are added. While that number is unavailable, imports into Active campaigns wait.
 */
@Singleton
class EngineBackpressure {
    private static final Duration FRESH = Duration.ofMillis(250);
    private static final int ACTIVE_CHUNK_ROWS = 2_000;

    private final ParticipantClient participants;
    private final long bound;
    private final int chunkRows;
    private long waiting;
    private long askedAt = System.nanoTime() - FRESH.toNanos();

    EngineBackpressure(ParticipantClient participants, UploadConfig config) {
        this.participants = participants;
        this.bound = config.maxWaitingEvents();
        this.chunkRows = config.chunkRows();
    }

    /** Whether the next chunk of a campaign in this status may be imported now. */
    boolean allows(CampaignStatus status) {
        return status != CampaignStatus.ACTIVE || waiting() < bound;
    }

    private synchronized long waiting() {
        if (System.nanoTime() - askedAt >= FRESH.toNanos()) {
            try {
                waiting = participants.waitingEvents();
            } catch (RemoteProblem | ServiceUnavailableException e) {
                waiting = Long.MAX_VALUE;
            }
            askedAt = System.nanoTime();
        }
        return waiting;
    }

    /** The most rows of a chunk of a campaign in this status: a large one would run far ahead at once. */
    int chunkRows(CampaignStatus status) {
        return status == CampaignStatus.ACTIVE ? Math.min(chunkRows, ACTIVE_CHUNK_ROWS) : chunkRows;
    }

    /** Rows have been imported in a campaign of this status; each makes an event at most. */
    void imported(CampaignStatus status, int rows) {
        if (status == CampaignStatus.ACTIVE) {
            add(rows);
        }
    }

    private synchronized void add(int rows) {
        if (waiting < bound) {
            waiting += rows;
        }
    }
}
