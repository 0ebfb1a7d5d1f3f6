package campaignflows.platform.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The pools of the reactive client, and how long anything waits for it. */
@ConfigMapping(prefix = "campaignflows.database")
public interface DatabaseConfig {

    /** Connections of the pool that requests use. */
    @WithDefault("12")
    int size();

    /** How long a request waits for a connection before it gets a 503. */
    @WithDefault("5s")
    Duration acquisitionTimeout();

    /** How long one statement may take; after that its connection is closed, never given back. */
    @WithDefault("60s")
    Duration statementTimeout();

    /** The pool of background work, apart from the requests'. */
    Pool work();

    /** The pool of the consumers. */
    Pool applier();

    /** One pool. */
    interface Pool {
        @WithDefault("6")
        int size();

        @WithDefault("20s")
        Duration acquisitionTimeout();
    }
}
