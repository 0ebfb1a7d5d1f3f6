package campaignflows.gateway.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A well-behaved client of the gateway's API with one credential. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI base;
    private final @Nullable String credential;

    public Api(URI base, @Nullable String credential) {
        this.base = base;
        this.credential = credential;
    }

    /** A response. */
    public record Response(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new IllegalStateException("Expected JSON, but it is " + text(), e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }
    }

    public Api with(@Nullable String otherCredential) {
        return new Api(base, otherCredential);
    }

    public Response get(String path) {
        return send(request(path).GET());
    }

    public Response post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public Response patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    public Response delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return credential == null ? request : request.header("Authorization", "Bearer " + credential);
    }

    public Response send(HttpRequest.Builder request) {
        try {
            return new Response(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new tenant's administrator. */
    public Api newTenant() {
        Response answer = with(StubServices.OPERATOR_KEY)
                .post("/api/v1/tenants", "{\"name\":\"T " + UUID.randomUUID() + "\",\"timezone\":\"Europe/Berlin\"}");
        if (answer.status() != 201) {
            throw new IllegalStateException("Expected 201, but it is " + answer.status() + " " + answer.text());
        }
        return with(answer.json().path("api_key").asText());
    }

    public String credential() {
        return String.valueOf(credential);
    }

    /** The claims of the token in what a stub says that it received. */
    public static JsonNode claims(JsonNode seen) {
        String token = seen.path("headers").path("authorization").asText().substring("Bearer ".length());
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
