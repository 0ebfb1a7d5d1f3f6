package campaignflows.local.service;

import campaignflows.local.data.DataFolder;
import campaignflows.local.data.Endpoints;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PortBlock;
import campaignflows.local.data.Secrets;
import campaignflows.local.kafka.KafkaServers;
import campaignflows.local.postgres.PostgresAddress;
import campaignflows.local.process.ChildSpec;
import campaignflows.local.process.JavaCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each service is run here: its bounds of memory and the variables by which it finds its database, Kafka and the
 * other services.
 */
public final class ServiceProcesses {
    /** 256 MB must do for every service, whatever its input. */
    private static final List<String> MEMORY = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=96m",
            "-XX:MaxDirectMemorySize=128m");

    /** The young part would begin with 10 MB and grow with whole collections only. All of it is used as soon as a service has started. */
    private static final List<String> YOUNG = List.of("-Xms44m", "-Xmn24m");

    /** What a commit of many walks makes would be copied out of a smaller young part just before it dies. */
    private static final List<String> YOUNG_FOR_COMMITS = List.of("-Xms60m", "-Xmn40m");

    /**
     * Without the best compiler and the profiles for it, which take two fifths of the processor time of a start: for services that
     * mostly do things one by one, or wait for the database. Walks, their commits and messages come in masses, where it pays:
     * without it a walk took half as much again.
     */
    private static final List<String> QUICK_COMPILER = List.of("-XX:TieredStopAtLevel=1");

    /** The tenant that a fresh system holds. */
    static final String TENANT = "Local";

    private final Path repository;
    private final DataFolder folder;
    private final Secrets secrets;
    private final PortBlock ports;
    private final int smtpPort;
    private final int agentPort;
    private final int gatewayPort;
    private final PostgresAddress postgres;
    private final KafkaServers kafka;

    public ServiceProcesses(
            Path repository,
            DataFolder folder,
            Secrets secrets,
            PortBlock ports,
            int smtpPort,
            int agentPort,
            int gatewayPort,
            PostgresAddress postgres,
            KafkaServers kafka) {
        this.repository = repository;
        this.folder = folder;
        this.secrets = secrets;
        this.ports = ports;
        this.smtpPort = smtpPort;
        this.agentPort = agentPort;
        this.gatewayPort = gatewayPort;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    public ChildSpec spec(Service service, JavaCommand java) {
        return ChildSpec.of(
                service.processName(),
                java.quarkus(
                        service.processName(),
                        service.runner(repository),
                        service.cachedRunner(repository),
                        flags(service)),
                environment(service),
                folder.root());
    }

    private static List<String> flags(Service service) {
        List<String> young = service == Service.PARTICIPANT ? YOUNG_FOR_COMMITS : YOUNG;
        List<String> compilers = switch (service) {
            case CAMPAIGN, UPLOAD, GATEWAY -> QUICK_COMPILER;
            case PARTICIPANT, ENGINE, COMMUNICATION -> List.of();
        };
        return Stream.of(young, MEMORY, compilers).flatMap(List::stream).toList();
    }

    /** Returns 200 when the service, and for the gateway the whole system, is ready. */
    public URI readiness(Service service) {
        int port = service == Service.GATEWAY ? gatewayPort : managementPort(service);
        return URI.create(url(port) + "/q/health/ready");
    }

    public void describe(Endpoints endpoints) {
        for (Service service : Service.values()) {
            endpoints.put(service.processName(), url(port(service)));
            endpoints.put(service.processName() + "-management", url(managementPort(service)));
        }
    }

    private int port(Service service) {
        return service == Service.GATEWAY ? gatewayPort : ports.port(service.place());
    }

    private int managementPort(Service service) {
        return ports.port(service.place() + 1);
    }

    private static String url(int port) {
        return "http://" + Loopback.HOST + ":" + port;
    }

    Map<String, String> environment(Service service) {
        Map<String, String> variables = new HashMap<>();
        variables.put("QUARKUS_HTTP_HOST", Loopback.HOST);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port(service)));
        variables.put("QUARKUS_MANAGEMENT_HOST", Loopback.HOST);
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort(service)));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.toString());
        variables.put("CAMPAIGNFLOWS_AUTH_SECRET", secrets.tokenKey());
        for (Service other : Service.values()) {
            variables.put("CAMPAIGNFLOWS_SERVICES_" + other.variable(), url(port(other)));
        }
        service.database().ifPresent(database -> {
            variables.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
            variables.put("QUARKUS_DATASOURCE_USERNAME", database);
            variables.put("QUARKUS_DATASOURCE_PASSWORD", secrets.databasePassword(database));
        });
        variables.put("QUARKUS_BANNER_ENABLED", "false");
        // The C library otherwise keeps an arena of memory for each of many threads.
        variables.put("MALLOC_ARENA_MAX", "2");
        variables.putAll(own(service));
        return variables;
    }

    private Map<String, String> own(Service service) {
        return switch (service) {
            case CAMPAIGN, PARTICIPANT, ENGINE -> Map.of();
            case UPLOAD ->
                Map.of(
                        "CAMPAIGNFLOWS_UPLOAD_STORAGE_DIRECTORY",
                        folder.folder("uploads").toString());
            case COMMUNICATION ->
                Map.of(
                        "CAMPAIGNFLOWS_COMMUNICATION_CREDENTIALS_KEY",
                        secrets.credentialsKey(),
                        "CAMPAIGNFLOWS_OUTGOING_ALLOWED_NETWORKS",
                        "127.0.0.0/8,::1/128",
                        "CAMPAIGNFLOWS_COMMUNICATION_PUBLIC_ADDRESS",
                        url(port(Service.GATEWAY)),
                        "CAMPAIGNFLOWS_COMMUNICATION_AGENTS_PORTS",
                        "443,%d,%s".formatted(agentPort, foreignPorts()),
                        "CAMPAIGNFLOWS_COMMUNICATION_EMAIL_PORTS",
                        mailPorts(),
                        "CAMPAIGNFLOWS_COMMUNICATION_EMAIL_MAILBOX_PORTS",
                        "143,993," + foreignPorts());
            case GATEWAY -> gateway();
        };
    }

    /** Mail servers listen anywhere on this machine, but not where the parts of this system do; the catcher is one. */
    private String mailPorts() {
        return "25,465,587,%d,%s".formatted(smtpPort, foreignPorts());
    }

    private String foreignPorts() {
        return "1024-%d,%d-65535".formatted(ports.base() - 1, ports.base() + PortBlock.SIZE);
    }

    private Map<String, String> gateway() {
        Map<String, String> variables = new HashMap<>();
        for (Service other : Service.values()) {
            variables.put("CAMPAIGNFLOWS_MANAGEMENT_" + other.variable(), url(managementPort(other)));
        }
        variables.put(
                "CAMPAIGNFLOWS_GATEWAY_OPERATOR_KEY_FILE", folder.operatorKey().toString());
        variables.put("CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_TENANT", TENANT);
        variables.put("CAMPAIGNFLOWS_GATEWAY_READY_INCLUDES_SERVICES", "true");
        variables.put(
                "CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_API_KEY_FILE", folder.apiKey().toString());
        variables.put(
                "CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_ADMIN_PASSWORD_FILE",
                folder.adminPassword().toString());
        return variables;
    }
}
