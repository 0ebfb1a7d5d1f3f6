package campaignflows.gateway;

import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The addresses of the services: {@code campaignflows.services.<name>} for requests and {@code campaignflows.management.<name>}
 * for health and OpenAPI. A missing or invalid address stops the gateway at startup.
 */
@Singleton
public class ServiceAddresses {
    /** The services that serve requests from outside. */
    public static final List<ServiceName> PROXIED =
            List.of(ServiceName.CAMPAIGN, ServiceName.PARTICIPANT, ServiceName.UPLOAD, ServiceName.COMMUNICATION);

    /** All services but the gateway itself. */
    public static final List<ServiceName> OTHERS = List.of(
            ServiceName.CAMPAIGN,
            ServiceName.PARTICIPANT,
            ServiceName.UPLOAD,
            ServiceName.ENGINE,
            ServiceName.COMMUNICATION);

    private final Map<ServiceName, URI> services = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, URI> management = new EnumMap<>(ServiceName.class);

    public ServiceAddresses(Config config) {
        for (ServiceName service : PROXIED) {
            services.put(service, required(config, service.configKey()));
        }
        for (ServiceName service : OTHERS) {
            address(config, managementKey(service)).ifPresent(uri -> management.put(service, uri));
        }
    }

    public URI of(ServiceName service) {
        URI address = services.get(service);
        if (address == null) {
            throw new IllegalArgumentException("Expected a service that is proxied to, but it is " + service);
        }
        return address;
    }

    /** Where the service's health and OpenAPI document are; empty if it is not configured. */
    public Optional<URI> managementOf(ServiceName service) {
        return Optional.ofNullable(management.get(service));
    }

    private static String managementKey(ServiceName service) {
        return service.configKey().replace("campaignflows.services.", "campaignflows.management.");
    }

    private static URI required(Config config, String key) {
        return address(config, key)
                .orElseThrow(() -> new IllegalStateException("Expected the base URL of a service in " + key));
    }

    private static Optional<URI> address(Config config, String key) {
        return config.getOptionalValue(key, String.class).map(text -> {
            URI uri = URI.create(text.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "Expected a base URL such as http://127.0.0.1:8081 in " + key + ", but it is something else");
            }
            return uri;
        });
    }
}
