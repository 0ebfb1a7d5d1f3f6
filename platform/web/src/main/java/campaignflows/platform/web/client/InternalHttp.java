package campaignflows.platform.web.client;

import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.edge.Draining;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one HTTP client of a service for calls to the others: HTTP/1.1, kept-alive connections, virtual threads. */
@Singleton
@Unremovable
public class InternalHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    private final Map<ServiceName, ServiceClient> clients = new ConcurrentHashMap<>();
    private final InternalTokens tokens;
    private final Config config;
    private final String ownName;
    private final AbsenceWait absences;

    public InternalHttp(
            InternalTokens tokens,
            Config config,
            @ConfigProperty(name = "quarkus.application.name") String ownName,
            @ConfigProperty(name = "campaignflows.http.absence-wait") Duration absenceWait,
            Draining draining) {
        this.tokens = tokens;
        this.config = config;
        this.ownName = ownName;
        this.absences = new AbsenceWait(ServicePresence.checkedLimit(absenceWait), draining::hasBegun);
    }

    /**
     * The client of a service, at the address in its configuration key.
     *
     * @throws java.util.NoSuchElementException if the address is not configured
     */
    public ServiceClient to(ServiceName service) {
        return clients.computeIfAbsent(service, this::create);
    }

    private ServiceClient create(ServiceName service) {
        URI base = config.getValue(service.configKey(), URI.class);
        return new ServiceClient(service, base, http, tokens, ownName, absences);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
