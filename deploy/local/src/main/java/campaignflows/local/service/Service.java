package campaignflows.local.service;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The six services: their folders, their short names in variables and databases, their place in the block of ports. */
public enum Service {
    CAMPAIGN("campaign-service", "campaign", 5),
    PARTICIPANT("participant-service", "participant", 7),
    UPLOAD("upload-service", "upload", 9),
    ENGINE("flow-engine-service", "", 11),
    COMMUNICATION("communication-service", "communication", 13),
    GATEWAY("api-gateway", "gateway", 15);

    private final String folder;
    private final String database;
    private final int place;

    Service(String folder, String database, int place) {
        this.folder = folder;
        this.database = database;
        this.place = place;
    }

    /** The process's name, which is that of the service's folder in the repository. */
    public String processName() {
        return folder;
    }

    /** The part of a variable's name that stands for the service. */
    String variable() {
        return name().toUpperCase(Locale.ROOT);
    }

    /** The service's own database; the engine keeps nothing. */
    Optional<String> database() {
        return database.isEmpty() ? Optional.empty() : Optional.of(database);
    }

    /** Place of its main port in the block; the management port is the next. */
    int place() {
        return place;
    }

    /** The application on one class path, which {@code deploy/up --train} builds. */
    Path cachedRunner(Path repository) {
        return repository.resolve(folder).resolve("target/aot/quarkus-run.jar");
    }

    /** The built application in a checkout. */
    public Path runner(Path repository) {
        return repository.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
