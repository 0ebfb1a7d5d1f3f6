package campaignflows.gateway.openid;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Makes accounts at the provider of the tests, and has it sign what a test needs. */
final class ProviderClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI provider;

    ProviderClient(URI provider) {
        this.provider = provider;
    }

    void account(String id, Map<String, ?> claims) {
        ask("/test/accounts", Map.of("id", id, "claims", claims));
    }

    String token(Map<String, ?> claims) {
        return ask("/test/token", Map.of("claims", claims));
    }

    String token(Map<String, ?> claims, Map<String, ?> header, String signedBy) {
        return ask("/test/token", Map.of("claims", claims, "header", header, "signedBy", signedBy));
    }

    void rotate(String kid) {
        ask("/test/rotate", Map.of("kid", kid));
    }

    int keySetReads() {
        return Integer.parseInt(ask("/test/key-set-reads", Map.of()));
    }

    private String ask(String path, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(provider.resolve(path))
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
