package campaignflows.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gateway's own settings; their bounds are checked at startup by the classes that use them. */
@ConfigMapping(prefix = "campaignflows.gateway")
public interface GatewayConfig {

    /** Whether {@code /q/health/ready} speaks for the whole system, as in the local run, or for the gateway alone. */
    @WithDefault("false")
    boolean readyIncludesServices();

    /** File with the operator's key, at least 32 characters. Without it no tenant can be created. */
    Optional<Path> operatorKeyFile();

    /** Name of the tenant to create at start if none has that name. The two files below belong to it. */
    Optional<String> bootstrapTenant();

    /** File with an API key, at least 32 characters, that administers the bootstrap tenant. */
    Optional<Path> bootstrapApiKeyFile();

    /** File with the built-in sign-in's password, at least 12 characters. Without it there is no built-in sign-in. */
    Optional<Path> bootstrapAdminPasswordFile();

    /** How long a token of the built-in sign-in lives: a minute to 30 days. */
    @WithDefault("PT12H")
    Duration sessionLifetime();

    /**
     * Addresses or ranges of the proxies before the gateway ({@code 10.0.0.0/8}). Only what they say in X-Forwarded-For or
     * Forwarded is believed, and limits per address count for their clients.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Where browsers reach Apache Superset, whose dashboards campaign-service gives access to; the console may frame this origin.
     * Without it the console frames nothing.
     */
    Optional<URI> supersetUrl();

    /** How long a credential is believed without a look at the database, 0 to 5 seconds. */
    @WithDefault("PT3S")
    Duration credentialCache();

    /** Failed sign-ins that one address may make in a minute, 1 to 1000. */
    @WithDefault("10")
    int signInAttemptsPerMinute();

    /** Calls of one webhook that one address may make in a second, 1 to 10000; ten times as many of all. */
    @WithDefault("100")
    int webhookCallsPerSecond();

    /** Requests that one API key or user may make in a minute, 1 to 1000000; a key may have a lower limit of its own. */
    @WithDefault("30000")
    int requestsPerMinutePerKey();

    /** The same of all keys and users of one tenant. */
    @WithDefault("60000")
    int requestsPerMinutePerTenant();

    /** How often the last uses of API keys are written, a millisecond to 10 minutes. */
    @WithDefault("PT30S")
    Duration keyUseInterval();

    /** WebSockets of the chats on websites that may be open at once, 1 or more. */
    @WithDefault("2000")
    int openSockets();

    /** The same of one address, behind which there may be a whole office. */
    @WithDefault("64")
    int openSocketsPerAddress();

    /** How many WebSockets one address may begin in a second, 1 or more; bursts of four times as many. */
    @WithDefault("5")
    int socketHandshakesPerSecond();

    /** Requests that may be under way at once, 1 or more. */
    @WithDefault("1000")
    int openRequests();

    /** The same of one address; at most half of the connections to one service. */
    @WithDefault("128")
    int openRequestsPerAddress();

    /** The same of one tenant. */
    @WithDefault("160")
    int openRequestsPerTenant();

    /** The same of one webhook. */
    @WithDefault("64")
    int openRequestsPerWebhook();

    /** How long a body of at most 32 KiB, or the beginning of a larger one, may take to arrive. */
    @WithDefault("PT20S")
    Duration bodyTimeout();

    /** How long a service may take to accept a connection, a millisecond to a minute. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** How long a service may take to begin its response after it has the whole request, a millisecond to 5 minutes. */
    @WithDefault("PT60S")
    Duration answerTimeout();

    /** The same for an upload, whose end is written to disk first. */
    @WithDefault("PT120S")
    Duration uploadAnswerTimeout();

    /** How long a connection to a service may be idle in the middle of a request, a second to 10 minutes. */
    @WithDefault("PT150S")
    Duration idleTimeout();

    /** How long the rest of a request is still read after its response was sent, 0 to a minute. */
    @WithDefault("PT10S")
    Duration lingerTimeout();
}
