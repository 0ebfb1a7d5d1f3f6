package campaignflows.campaign.superset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Apache Superset; without a {@link #url} no dashboard is embedded, and no other key is read. */
@ConfigMapping(prefix = "campaignflows.campaign.superset")
public interface SupersetConfig {

    /** Where this service reaches Superset, as {@code http://superset:8088}. */
    Optional<URI> url();

    /** Where browsers reach it, as {@code https://superset.example.com}; the same address unless given. */
    Optional<URI> publicUrl();

    /** User of Superset's own database, with the right {@code can grant guest token}. Required with a url. */
    Optional<String> username();

    /** Its password. Required with a url. */
    Optional<String> password();

    /** What Superset calls the embedding of the dashboard, a UUID. Required with a url. */
    Optional<String> dashboardId();

    /** How long all calls for one token may take together, 100 milliseconds to 30 seconds. */
    @WithDefault("5s")
    Duration timeout();
}
