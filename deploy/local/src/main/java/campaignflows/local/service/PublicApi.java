package campaignflows.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gateway's API, as any program outside uses it, with an administrator's key. */
final class PublicApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final String apiKey;

    PublicApi(HttpClient http, URI base, String apiKey) {
        this.http = http;
        this.base = base;
        this.apiKey = apiKey;
    }

    /** All items of a list, page by page. */
    List<JsonNode> list(String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page = send("GET", path + "?limit=500", null);
        page.path("items").forEach(items::add);
        while (page.path("next_cursor").isTextual()) {
            page = send(
                    "GET",
                    path + "?limit=500&cursor=" + page.path("next_cursor").asText(),
                    null);
            page.path("items").forEach(items::add);
        }
        return items;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    JsonNode upload(String path, String csv) throws IOException, InterruptedException {
        return send("POST", path, csv, "Content-Type", "text/csv");
    }

    /** Replaces the revision that was read. */
    JsonNode put(String path, Object body, long revision) throws IOException, InterruptedException {
        return send(
                "PUT",
                path,
                JSON.writeValueAsString(body),
                "Content-Type",
                "application/json",
                "If-Match",
                "\"" + revision + "\"");
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return send("POST", path, null);
    }

    JsonNode patch(String path, Object body) throws IOException, InterruptedException {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    private JsonNode send(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return body == null
                ? send(method, path, null, new String[0])
                : send(method, path, body, "Content-Type", "application/json");
    }

    private JsonNode send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " returned " + response.statusCode() + ": "
                    + response.body().lines().findFirst().orElse(""));
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }
}
