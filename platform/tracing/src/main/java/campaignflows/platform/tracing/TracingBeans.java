package campaignflows.platform.tracing;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's tracing, as it is configured. */
@Singleton
public class TracingBeans {

    @Produces
    @Singleton
    Tracing tracing(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "campaignflows.tracing.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "campaignflows.tracing.ratio") double ratio) {
        return endpoint.map(address -> Tracing.to(service, address, ratio)).orElse(Tracing.OFF);
    }

    void close(@Disposes Tracing tracing) {
        tracing.close();
    }
}
