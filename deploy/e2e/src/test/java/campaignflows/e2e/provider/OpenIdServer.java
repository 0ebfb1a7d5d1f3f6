package campaignflows.e2e.provider;

import campaignflows.e2e.system.Ports;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An identity provider: npm's certified oidc-provider, as the gateway's own tests have it, with its pages for people. It demands
 * PKCE. Needs Node, which the console is built with.
 */
public final class OpenIdServer implements AutoCloseable {
    private static final Path FOLDER = Path.of("..", "..", "api-gateway", "src", "test", "openid-provider");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI issuer;
    private final URI console;
    private final Path secret;
    private final Process process;

    private OpenIdServer(URI issuer, URI console, Path secret, Process process) {
        this.issuer = issuer;
        this.console = console;
        this.secret = secret;
        this.process = process;
    }

    /** One that leads people back to this console. */
    public static OpenIdServer start(URI console) {
        try {
            if (!Files.exists(FOLDER.resolve("node_modules/oidc-provider"))) {
                Process npm = begin("npm", "ci", "--no-audit", "--no-fund");
                String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (npm.waitFor() != 0) {
                    throw new IllegalStateException("Expected npm ci to succeed, but it says " + said);
                }
            }
            int port = Ports.free();
            Path secret =
                    Files.writeString(Files.createTempFile("openid-client", ""), "secret-of-the-console-in-tests\n");
            Process process = begin("node", "provider.mjs", Integer.toString(port), console.toString());
            awaitReady(process);
            return new OpenIdServer(URI.create("http://127.0.0.1:" + port), console, secret, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process begin(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitReady(Process process) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IllegalStateException("Expected the provider to start, but it says " + seen);
            }
            seen.append(line).append('\n');
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
    }

    /** Whether there is Node on this machine. */
    public static boolean isPossible() {
        try {
            return new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(1, TimeUnit.MINUTES);
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public URI issuer() {
        return issuer;
    }

    /** The configuration of a gateway whose people sign in here, as variables. */
    public Map<String, String> environment() {
        String provider = "CAMPAIGNFLOWS_OPENID_PROVIDERS_MAIN_";
        return Map.of(
                "CAMPAIGNFLOWS_OPENID_PUBLIC_URL",
                console.toString(),
                provider + "ISSUER",
                issuer.toString(),
                provider + "TITLE",
                "Example",
                provider + "CLIENT_ID",
                "campaign-flows",
                provider + "CLIENT_SECRET_FILE",
                secret.toString(),
                provider + "ROLES_CLAIM",
                "realm_access/roles",
                provider + "ROLES_ADMIN",
                "flows-admin",
                provider + "ROLES_VIEWER",
                "flows-viewer");
    }

    /** Somebody who may sign in, with any password, and what the provider says of them. */
    public void account(String id, Map<String, Object> claims) {
        try {
            HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/test/accounts"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            JSON.writeValueAsBytes(Map.of("id", id, "claims", claims))))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("Expected an account to be made, but got " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
        try {
            Files.deleteIfExists(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
