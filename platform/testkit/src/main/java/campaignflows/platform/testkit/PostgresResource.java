package campaignflows.platform.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives each start of a test application a fresh database on the one PostgreSQL server of the JVM:
 * {@code @QuarkusTestResource(PostgresResource.class)}, or {@link #freshDatabase()} in a plain test.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String PROPERTY = "campaignflows.testkit.postgres";

    @Override
    public Map<String, String> start() {
        EmbeddedDatabase.Address database = freshDatabase();
        return Map.of(
                "quarkus.devservices.enabled", "false",
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        // The server is shared and ends with the JVM.
    }

    /** A new, empty database on the server of this JVM. */
    public static EmbeddedDatabase.Address freshDatabase() {
        String url = Shared.once(PROPERTY, () -> administration().jdbcUrl());
        return EmbeddedDatabase.newDatabase(new EmbeddedDatabase.Address(url, "postgres", "postgres"));
    }

    private static EmbeddedDatabase.Address administration() {
        if (Shared.containers()) {
            return Containers.postgres();
        }
        EmbeddedDatabase server = EmbeddedDatabase.start();
        Shared.atExit("stop-postgres", server::close);
        return EmbeddedDatabase.addressOf("127.0.0.1", server.port(), "postgres");
    }
}
