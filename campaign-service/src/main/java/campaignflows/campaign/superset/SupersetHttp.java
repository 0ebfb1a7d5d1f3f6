package campaignflows.campaign.superset;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.client.BoundedBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests to Superset: kept-alive connections, no redirects, bounded responses, and a deadline that covers the body. */
final class SupersetHttp implements AutoCloseable {
    private static final long MAX_BYTES = 256L * 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();

    /**
     * A complete response.
     *
     * @param body the object that it holds; missing if it holds none, so that every property can be asked for
     */
    record Response(int status, JsonNode body, List<String> cookies) {
        Response {
            cookies = List.copyOf(cookies);
        }

        /** Superset does not accept the request as it is; asking again in the same way is of no use. */
        boolean isRefusal() {
            return status >= 300 && status < 500 && status != 408 && status != 429;
        }

        boolean isSuccess() {
            return status == 200;
        }

        /** A text of the body; empty if there is no such text. */
        String text(String property) {
            return body.path(property).asText("");
        }
    }

    /** No usable response: not reached, too late, too long, or an error of Superset's own. */
    static final class NoResponseException extends Exception {
        NoResponseException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "application/json");
    }

    static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalStateException("Expected a request that can be written as JSON", e);
        }
    }

    /**
     * Sends a request and waits for the end of its response.
     *
     * @param limit how long that may take
     */
    Response send(HttpRequest request, Duration limit) throws NoResponseException {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, BoundedBody.atMost(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = exchange.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
            Response answer = new Response(
                    response.statusCode(),
                    object(response.body()),
                    response.headers().allValues("Set-Cookie"));
            if (answer.isSuccess() || answer.isRefusal()) {
                return answer;
            }
            throw new NoResponseException("status " + answer.status(), null);
        } catch (TimeoutException e) {
            throw new NoResponseException("no response in time", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoResponseException(cause.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoResponseException("interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode json = Json.mapper().readTree(body);
            return json == null || !json.isObject() ? Json.mapper().missingNode() : json;
        } catch (IOException e) {
            return Json.mapper().missingNode();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
