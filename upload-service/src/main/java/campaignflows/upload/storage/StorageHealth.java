package campaignflows.upload.storage;

import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the storage can be used, at {@code /q/health/group/storage}. It is no part of readiness on purpose: without the
 * storage this service still takes API batches and shows uploads and reports, and all replicas share it, so taking them out
 * of service would make a part's failure the failure of the whole. What needs the storage gets a 503 meanwhile, and imports
 * wait and resume by themselves.
 */
@HealthGroup("storage")
@Singleton
public class StorageHealth implements HealthCheck {
    private final UploadStorage storage;

    public StorageHealth(UploadStorage storage) {
        this.storage = storage;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            storage.check();
            return HealthCheckResponse.up("upload storage");
        } catch (IOException e) {
            return HealthCheckResponse.named("upload storage")
                    .down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
