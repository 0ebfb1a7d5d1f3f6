package campaignflows.bench;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Measures one file's way in. */
final class FileImport {
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final Duration EVENTS_LIMIT = Duration.ofMinutes(10);

    private final String kafka;
    private final Processes processes;

    FileImport(String kafka, Processes processes) {
        this.kafka = kafka;
        this.processes = processes;
    }

    /**
     * One measurement.
     *
     * @param seconds from the begin of the POST to Completed or Failed
     * @param events  from the begin of the POST to the last event on the topic
     * @param usage   of processor time, until the last event
     * @param load    averages afterwards
     */
    record Measured(
            String what,
            Campaign.Upload upload,
            long bytes,
            double seconds,
            double events,
            Processes.Usage usage,
            String load) {
        double rowsPerSecond() {
            return upload.total() / seconds;
        }

        double eventsPerSecond() {
            return upload.total() / events;
        }

        double cpuPerMillion() {
            return usage.total() * 1e6 / upload.total();
        }
    }

    Measured run(String what, Campaign campaign, Path file) throws IOException {
        try (EventCounter events = new EventCounter(kafka, campaign.id())) {
            Processes.Usage before = processes.usage();
            long since = System.nanoTime();
            UUID id = campaign.beginUpload(file.getFileName().toString(), BodyPublishers.ofFile(file))
                    .id();
            Campaign.Upload upload =
                    Await.until("the end of the upload", LIMIT, () -> campaign.upload(id), Campaign.Upload::hasEnded);
            double seconds = (System.nanoTime() - since) / 1e9;
            long expected = upload.created() + upload.updated();
            Await.until(
                    "an event for each row that was imported", EVENTS_LIMIT, events::count, count -> count >= expected);
            return new Measured(
                    what,
                    upload,
                    Files.size(file),
                    seconds,
                    (events.lastAt() - since) / 1e9,
                    processes.usage().since(before),
                    Processes.load());
        }
    }
}
