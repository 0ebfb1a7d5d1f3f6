package campaignflows.gateway.openid;

import campaignflows.platform.testkit.Await;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Starts Keycloak from its distribution, with a realm as docs/sign-in.md sets it up by hand: {@code
 * -Dkeycloak.zip=…/keycloak-quarkus-dist-….zip}, which Maven fetches as {@code org.keycloak:keycloak-quarkus-dist:VERSION:zip}.
 */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {
    static final String ZIP = "keycloak.zip";
    static final String ADDRESS = "test.keycloak";

    /** What the users' claim says; the gateway's configuration maps it to the tenant. */
    static final String TENANT = "0198f2c4-0000-7000-8000-00000000ac1e";

    private static final Path REALM = Path.of("src/test/keycloak/flows-realm.json");

    private @Nullable Process process;

    @Override
    public Map<String, String> start() {
        int port = unusedPort();
        int gateway = unusedPort();
        String console = "http://127.0.0.1:" + gateway;
        String address = "http://127.0.0.1:" + port;
        try {
            Path home = unpack(Path.of(System.getProperty(ZIP)), Files.createTempDirectory("keycloak"));
            Path realms = Files.createDirectories(home.resolve("data/import"));
            Files.writeString(
                    realms.resolve("flows-realm.json"),
                    Files.readString(REALM).replace("${CONSOLE}", console).replace("${TENANT}", TENANT));
            ProcessBuilder command = new ProcessBuilder(
                            "bash",
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--http-management-port=" + unusedPort())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/keycloak.log").toFile());
            command.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer(URI.create(address + "/realms/flows/.well-known/openid-configuration"));
        String company = "campaignflows.openid.providers.company.";
        return Map.ofEntries(
                Map.entry(ADDRESS, address),
                Map.entry("quarkus.http.test-port", Integer.toString(gateway)),
                Map.entry("campaignflows.openid.public-url", console),
                Map.entry(company + "issuer", address + "/realms/flows"),
                Map.entry(company + "client-id", "campaign-flows"),
                Map.entry(
                        company + "client-secret-file",
                        OpenIdProviderResource.secretFile().toString()),
                Map.entry(company + "roles.admin", "flows-admin"),
                Map.entry(company + "roles.campaign-manager", "flows-campaign-manager"),
                Map.entry(company + "roles.operator", "flows-operator"),
                Map.entry(company + "roles.viewer", "flows-viewer"));
    }

    @Override
    public void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static Path unpack(Path zip, Path folder) throws IOException {
        Path home = folder;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy((InputStream) in, target);
                }
                home = folder.resolve(folder.relativize(target).getName(0));
            }
        }
        return home;
    }

    private void awaitAnswer(URI address) {
        Await.until("Keycloak answers", Duration.ofMinutes(5), () -> {
            if (process != null && !process.isAlive()) {
                throw new IllegalStateException("Expected Keycloak to start, but see target/keycloak.log");
            }
            try {
                return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
