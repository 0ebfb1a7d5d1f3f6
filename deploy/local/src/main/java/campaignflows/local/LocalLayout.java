package campaignflows.local;

import java.nio.file.Path;

/** Where the parts of a local run are: the ports within its block, before those of the services, and the programs. */
final class LocalLayout {
    static final int POSTGRES = 1;
    static final int KAFKA = 2;
    static final int KAFKA_CONTROLLER = 3;
    static final int SMTP = 4;
    /** Behind those of the services. */
    static final int AGENT = 17;

    static final int DEMO_SITE = 18;

    private LocalLayout() {}

    /** Where the embedded servers' programs are unpacked: beside the launcher's jar, since they are build output too. */
    static Path programs(Path repository) {
        return repository.resolve("deploy/local/target/postgres");
    }

    /** Where Java's AOT caches are. */
    static Path aotCaches(Path repository) {
        return repository.resolve("deploy/local/target/aot");
    }

    /** The data of training runs, which nobody needs afterwards. */
    static Path trainingData(Path repository) {
        return repository.resolve("deploy/local/target/training-data");
    }

    static Path childJar(Path repository) {
        return repository.resolve("deploy/local/target/deploy-local-child.jar");
    }
}
