package campaignflows.local;

import java.nio.file.Path;

/** Places of the block of ports; those of the services follow. */
final class Places {
    static final int POSTGRES = 1;
    static final int KAFKA = 2;
    static final int KAFKA_CONTROLLER = 3;
    static final int SMTP = 4;

    private Places() {}

    /** Where the embedded servers' programs are unpacked: beside the launcher's jar, as they are built things too. */
    static Path programs(Path repository) {
        return repository.resolve("deploy/local/target/postgres");
    }

    static Path childJar(Path repository) {
        return repository.resolve("deploy/local/target/deploy-local-child.jar");
    }
}
