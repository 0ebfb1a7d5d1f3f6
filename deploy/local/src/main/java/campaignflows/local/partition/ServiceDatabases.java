package campaignflows.local.partition;

import campaignflows.local.StartException;
import campaignflows.local.UsageException;
import campaignflows.local.kafka.KafkaAccess;
import campaignflows.local.postgres.PostgresAddress;
import campaignflows.platform.contracts.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The databases of the services that write or read the topics keyed by customer id, opened and closed together. */
record ServiceDatabases(List<ServiceDatabase> all) implements AutoCloseable {
    /** Those that write to the topics, and the one that only reads them. */
    private static final List<String> SERVICES = List.of("participant", "communication", "campaign");

    private static final Set<String> WRITERS = Set.copyOf(Topics.CUSTOMER_TOPIC_WRITERS);

    /**
     * Opens them.
     *
     * @param addresses a file with the address of each, or null for those of the local run
     */
    static ServiceDatabases open(KafkaAccess local, @Nullable Path addresses) {
        if (addresses == null) {
            Properties secrets = KafkaAccess.properties(local.data().resolve("secrets"));
            URI server = URI.create(local.endpoint("postgres"));
            return open(service -> localAddress(service, server, secrets));
        }
        Properties lines = KafkaAccess.properties(addresses);
        return open(service -> address(service, lines));
    }

    private static ServiceDatabases open(Function<String, PostgresAddress> addresses) {
        List<ServiceDatabase> open = new ArrayList<>();
        try {
            for (String service : SERVICES) {
                open.add(ServiceDatabase.open(service, addresses.apply(service)));
            }
        } catch (StartException | UsageException e) {
            open.forEach(ServiceDatabase::close);
            throw e;
        }
        return new ServiceDatabases(open);
    }

    private static PostgresAddress localAddress(String service, URI server, Properties secrets) {
        return new PostgresAddress(
                server.getHost(),
                server.getPort(),
                service,
                service,
                secrets.getProperty("database-password-" + service, ""),
                Map.of());
    }

    private static PostgresAddress address(String service, Properties lines) {
        String text = lines.getProperty(service);
        if (text == null) {
            throw new UsageException("Expected a line " + service
                    + "=postgresql://user:password@host:port/database in the file after --databases, and one for each of "
                    + SERVICES);
        }
        return PostgresAddress.parse(text);
    }

    List<ServiceDatabase> writers() {
        return all.stream().filter(one -> WRITERS.contains(one.service())).toList();
    }

    /** How far the consumers of all of them have read. */
    List<ServiceDatabase.Position> positions() {
        return all.stream()
                .flatMap(one -> one.positions().stream())
                .filter(one -> Topics.CUSTOMER_TOPICS.contains(one.topic()))
                .toList();
    }

    @Override
    public void close() {
        all.forEach(ServiceDatabase::close);
    }
}
