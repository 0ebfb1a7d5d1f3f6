package campaignflows.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How a service configures this module. */
@ConfigMapping(prefix = "campaignflows.messaging")
public interface MessagingConfig {

    /**
     * The service whose outbox the relays publish: participant, communication, campaign, gateway or upload. Absent: no
     * outbox, as in a service without a database.
     */
    Optional<String> service();

    /** Whether the topics are checked at start. */
    @WithDefault("true")
    boolean checkTopics();

    /**
     * How long the service waits for Kafka to answer that check, in seconds: not ready meanwhile, and at an end when they
     * are over.
     */
    @WithDefault("300")
    int checkTopicsSeconds();

    /** How long a consumer or an outbox may make no progress, although there is work, before the service is not ready, in seconds. */
    @WithDefault("30")
    int standstillSeconds();

    /** How long the start waits for the database before the migrations, in seconds; over: the service ends. */
    @WithDefault("120")
    int databaseWaitSeconds();
}
