package campaignflows.local.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a health endpoint. */
public final class Health {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http;

    public Health(HttpClient http) {
        this.http = http;
    }

    /** Whether the answer is 200; anything else, no answer too, is no. */
    public boolean isReady(URI endpoint) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint).timeout(TIMEOUT).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
