package campaignflows.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The API with one caller's key. Nothing is retried: an unexpected response is a finding. */
public final class Api {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final List<ResponseObserver> OBSERVERS = ServiceLoader.load(ResponseObserver.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private final URI base;
    private final @Nullable String key;
    private final List<ResponseObserver> observers;

    /** With no key nobody calls. */
    public Api(URI base, @Nullable String key) {
        this(base, key, OBSERVERS);
    }

    private Api(URI base, @Nullable String key, List<ResponseObserver> observers) {
        this.base = base;
        this.key = key;
        this.observers = observers;
    }

    /** One service, past the gateway: what it answers is not what the document of the whole describes. */
    public static Api ofService(URI base, @Nullable String token) {
        return new Api(base, token, List.of());
    }

    /** What came back, whatever its status. */
    public record Response(int status, String contentType, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Expected JSON, but got " + this, e);
            }
        }

        public <T> T as(Class<T> type) {
            return Api.as(json(), type);
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    public JsonNode get(String path) {
        return required("GET", path, null).json();
    }

    public String text(String path) {
        return required("GET", path, null).body();
    }

    public JsonNode post(String path, @Nullable Object body) {
        return required("POST", path, body).json();
    }

    public JsonNode put(String path, Object body, String... headers) {
        return required("PUT", path, body, headers).json();
    }

    public JsonNode patch(String path, Object body) {
        return required("PATCH", path, body).json();
    }

    public void delete(String path) {
        required("DELETE", path, null);
    }

    /** An answer that must be a success. */
    public Response required(String method, String path, @Nullable Object body, String... headers) {
        Response answer = send(method, path, body, headers);
        if (!answer.isSuccess()) {
            throw new AssertionError("Expected a success of " + method + " " + path + ", but got " + answer);
        }
        return answer;
    }

    /** Any answer; the body as JSON. */
    public Response send(String method, String path, @Nullable Object body, String... headers) {
        String sent = body == null ? null : json(body);
        BodyPublisher publisher = sent == null ? BodyPublishers.noBody() : BodyPublishers.ofString(sent);
        Response answer = exchange(method, path, publisher, sent == null ? null : "application/json", headers);
        observers.forEach(observer -> observer.answered(base, method, path, sent, answer));
        return answer;
    }

    /** Any answer; the body as the text of a CSV file. */
    public Response sendCsv(String path, BodyPublisher csv) {
        Response answer = exchange("POST", path, csv, "text/csv");
        observers.forEach(observer -> observer.answered(base, "POST", path, null, answer));
        return answer;
    }

    /** Any answer; the body as a form, by somebody who has no API key. */
    public Response sendForm(String path, String form, String... headers) {
        return exchange("POST", path, BodyPublishers.ofString(form), "application/x-www-form-urlencoded", headers);
    }

    private Response exchange(
            String method, String path, BodyPublisher body, @Nullable String contentType, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).method(method, body);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Response(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static <T> T as(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected a " + type.getSimpleName() + ", but got " + json, e);
        }
    }

    /** The body as {@code send} sends it, for whoever signs it. */
    public static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
