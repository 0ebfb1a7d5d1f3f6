package campaignflows.upload.storage;

import campaignflows.platform.database.Database;
import campaignflows.upload.UploadConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates the storage that the configuration names; what the configuration lacks is reported at startup. */
@Singleton
class StorageProducer {
    private static final Logger LOG = Logger.getLogger(StorageProducer.class);

    /** Makes it now, so that a wrong configuration stops the start and not the first upload. */
    void start(@Observes StartupEvent event, UploadStorage storage) {
        LOG.infof("Files of uploads are kept on %s", storage);
    }

    @Produces
    @Singleton
    UploadStorage storage(UploadConfig config, Database database, SegmentRepository segments) throws IOException {
        return switch (config.storage()) {
            case DISK ->
                new DiskStorage(
                        Path.of(needed(config.storageDirectory(), "storage-directory", "storage is disk")),
                        config.freeBytesKept());
            case S3 -> s3(config.s3(), database, segments);
        };
    }

    private static UploadStorage s3(UploadConfig.S3 config, Database database, SegmentRepository segments)
            throws IOException {
        if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.upload.s3.access-key and .secret-key both or none, but only one is set");
        }
        var settings = new S3Storage.Settings(
                needed(config.bucket(), "s3.bucket", "storage is s3"),
                config.keyPrefix(),
                config.segmentBytes(),
                Path.of(config.spoolDirectory()));
        return new S3Storage(S3Access.connect(config), settings, database, segments);
    }

    private static String needed(Optional<String> value, String key, String when) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected campaignflows.upload.%s, because %s, but it is not set".formatted(key, when)));
    }
}
