package campaignflows.platform.messaging;

import java.util.Map;

/** Keeps what was reported last. */
final class RecordedMetrics implements ConsumerMetrics {
    int applied;
    int failures;
    int moves;
    Map<Integer, Long> lags = Map.of();
    Map<Integer, Long> positions = Map.of();

    @Override
    public void applied(int records) {
        applied += records;
    }

    @Override
    public void failed() {
        failures++;
    }

    @Override
    public void positionMoved() {
        moves++;
    }

    @Override
    public void lag(Map<Integer, Long> byPartition) {
        lags = byPartition;
    }

    @Override
    public void positions(Map<Integer, Long> byPartition) {
        positions = byPartition;
    }
}
