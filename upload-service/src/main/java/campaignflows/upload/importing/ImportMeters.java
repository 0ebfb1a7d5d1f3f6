package campaignflows.upload.importing;

import campaignflows.platform.values.WireName;
import campaignflows.upload.lifecycle.Upload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Counts the rows that were imported, and times the batches that they were imported in. */
@Singleton
public class ImportMeters {
    /** What rows come from. */
    public enum Source {
        FILE,
        API
    }

    private final MeterRegistry registry;

    ImportMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Times participant-service's work on a batch. */
    public <R> R batch(Source source, Supplier<R> call) {
        return Timer.builder("campaignflows.import.batch")
                .description("Importing a batch of rows, in participant-service")
                .tag("source", WireName.of(source))
                .register(registry)
                .record(call);
    }

    /** Counts rows once their result has been stored. */
    public void imported(Source source, Upload.Counters rows) {
        count(source, "new", rows.created());
        count(source, "updated", rows.updated());
        count(source, "failed", rows.failed());
    }

    private void count(Source source, String result, long rows) {
        Counter.builder("campaignflows.import.rows")
                .description("Rows of files and items of API batches, by what became of them")
                .tag("source", WireName.of(source))
                .tag("result", result)
                .register(registry)
                .increment(rows);
    }
}
