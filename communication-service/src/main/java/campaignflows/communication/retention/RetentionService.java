package campaignflows.communication.retention;

import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.RetentionRuns;
import campaignflows.platform.database.Tx;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases what is personal of communications that ended longer ago than their tenant keeps them, and the texts of messages that
 * began none. What is counted stays: name, channel, status and times. A communication that has not ended is never touched.
 */
@Singleton
public class RetentionService {
    static final int AT_ONCE = 500;

    private final Database database;
    private final RetentionRepository retained;
    private final ErasureRepository erasures;
    private final Clock clock;
    private final RetentionRuns runs = new RetentionRuns();

    RetentionService(
            @Identifier("work") Database database,
            RetentionRepository retained,
            ErasureRepository erasures,
            Clock clock) {
        this.database = database;
        this.retained = retained;
        this.erasures = erasures;
        this.clock = clock;
    }

    /**
     * Erases some of what the tenant keeps no longer, the oldest first.
     *
     * @return the run at its next step; empty if nothing is left
     */
    Optional<RetentionRuns.Run> erase(RetentionRuns.Run run, DataRetention retention) {
        Integer days = retention.communicationDays();
        if (days == null) {
            return Optional.empty();
        }
        Instant before = clock.instant().minus(Duration.ofDays(days));
        return database.inTransaction(tx -> eraseIn(tx, run, before));
    }

    private Optional<RetentionRuns.Run> eraseIn(Tx tx, RetentionRuns.Run run, Instant before) {
        List<UUID> ended = retained.ended(tx, run.tenantId(), before, AT_ONCE);
        int erased = ended.isEmpty() ? 0 : erasures.expire(tx, ended);
        int texts = retained.deleteTexts(tx, run.tenantId(), before, AT_ONCE);
        return ended.isEmpty() && texts == 0 ? Optional.empty() : Optional.of(runs.move(tx, run, null, erased));
    }
}
