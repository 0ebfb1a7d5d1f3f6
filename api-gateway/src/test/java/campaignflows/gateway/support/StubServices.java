package campaignflows.gateway.support;

import campaignflows.platform.values.WireName;
import campaignflows.platform.web.client.ServiceName;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the stubs of all services and configures the gateway with their addresses and the files of its bootstrap. */
public final class StubServices implements QuarkusTestResourceLifecycleManager {
    public static final String OPERATOR_KEY = "operator-key-of-the-tests-0123456789abcdef";
    public static final String LOCAL_KEY = "api-key-of-the-local-tenant-0123456789abcdef";
    public static final String PASSWORD = "correct horse battery staple";

    /** Property in which a test finds the folder of the secrets' files. */
    public static final String FOLDER = "test.secrets-folder";

    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        for (ServiceName service : List.of(
                ServiceName.CAMPAIGN,
                ServiceName.PARTICIPANT,
                ServiceName.UPLOAD,
                ServiceName.ENGINE,
                ServiceName.COMMUNICATION)) {
            String name = WireName.of(service);
            String address = "http://127.0.0.1:" + serve(service.audience());
            config.put("campaignflows.services." + name, address);
            config.put("campaignflows.management." + name, address);
        }
        config.put("campaignflows.services.participant", "http://127.0.0.1:" + unusedPort());
        config.put("campaignflows.gateway.answer-timeout", "PT2S");
        config.put("campaignflows.gateway.key-use-interval", "PT0.1S");
        config.put("campaignflows.gateway.linger-timeout", "PT5S");
        config.put("campaignflows.gateway.sign-in-attempts-per-minute", "4");
        config.put("campaignflows.http.stall-timeout", "PT4S");
        config.put("campaignflows.gateway.body-timeout", "PT6S");
        config.putAll(secrets());
        return config;
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int serve(String name) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(new StubService(vertx, name))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private static Map<String, String> secrets() {
        try {
            Path folder = Files.createTempDirectory("gateway-secrets");
            Path operator = Files.writeString(folder.resolve("operator-key"), OPERATOR_KEY + "\n");
            Path key = Files.writeString(folder.resolve("api-key"), LOCAL_KEY);
            Path password = Files.writeString(folder.resolve("admin-password"), PASSWORD);
            return Map.of(
                    FOLDER,
                    folder.toString(),
                    "campaignflows.gateway.operator-key-file",
                    operator.toString(),
                    "campaignflows.gateway.bootstrap-tenant",
                    "Local",
                    "campaignflows.gateway.bootstrap-api-key-file",
                    key.toString(),
                    "campaignflows.gateway.bootstrap-admin-password-file",
                    password.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a query parameter in a raw query. */
    static Optional<String> parameter(String query, String name) {
        for (String part : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return Optional.of(part.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
