package campaignflows.gateway.openid;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts npm's certified oidc-provider, and configures the gateway with it. Needs Node, which the console is built with. */
public final class OpenIdProviderResource implements QuarkusTestResourceLifecycleManager {
    /** Property in which a test finds the address of the provider. */
    static final String ADDRESS = "test.openid-provider";

    private static final Path FOLDER = Path.of("src/test/openid-provider");

    private @Nullable Process process;

    /** Whether there is Node on this machine. */
    static boolean isPossible() {
        return List.of("node", "npm").stream().allMatch(OpenIdProviderResource::isInstalled);
    }

    @Override
    public Map<String, String> start() {
        int port = unusedPort();
        int gateway = unusedPort();
        String console = "http://127.0.0.1:" + gateway;
        install();
        process = begin(new ProcessBuilder("node", "provider.mjs", Integer.toString(port), console));
        awaitReady(process);
        String issuer = "http://127.0.0.1:" + port;
        String main = "campaignflows.openid.providers.main.";
        String absent = "campaignflows.openid.providers.absent.";
        return Map.ofEntries(
                Map.entry(ADDRESS, issuer),
                Map.entry("quarkus.http.test-port", Integer.toString(gateway)),
                Map.entry("campaignflows.openid.public-url", console),
                Map.entry(main + "issuer", issuer),
                Map.entry(main + "title", "Example"),
                Map.entry(main + "client-id", "campaign-flows"),
                Map.entry(main + "client-secret-file", secretFile().toString()),
                Map.entry(main + "roles-claim", "realm_access/roles"),
                Map.entry(main + "roles.admin", "flows-admin"),
                Map.entry(main + "roles.viewer", "flows-viewer"),
                Map.entry(main + "clock-skew", "PT10S"),
                Map.entry(main + "key-refresh-interval", "PT1S"),
                Map.entry(absent + "issuer", "http://127.0.0.1:" + unusedPort()),
                Map.entry(absent + "client-id", "campaign-flows"));
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    private static void install() {
        if (Files.exists(FOLDER.resolve("node_modules/oidc-provider"))) {
            return;
        }
        Process npm = begin(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund"));
        try (BufferedReader output = npm.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            if (npm.waitFor() != 0) {
                throw new IllegalStateException("Expected npm ci to succeed, but it says " + lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(Process process) {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            StringBuilder seen = new StringBuilder();
            for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("Expected the provider to start, but it says " + seen);
                }
                seen.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
    }

    private static Process begin(ProcessBuilder command) {
        try {
            return command.directory(FOLDER.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Path secretFile() {
        try {
            return Files.writeString(Files.createTempFile("openid-client", ""), "secret-of-the-console-in-tests\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
