package campaignflows.gateway.management;

import campaignflows.gateway.ServiceAddresses;
import campaignflows.platform.web.client.ServiceName;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Requests the other services' management ports. Any failure there is an empty result. */
@Singleton
public class ManagementClient {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final ServiceAddresses addresses;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public ManagementClient(ServiceAddresses addresses) {
        this.addresses = addresses;
    }

    /** The status code of a GET; empty if there was no response in time. */
    public CompletableFuture<Optional<Integer>> status(ServiceName service, String path, Duration timeout) {
        return send(service, path, timeout, HttpResponse.BodyHandlers.discarding(), timeout)
                .thenApply(answer -> answer.map(HttpResponse::statusCode));
    }

    /** The body of a GET with the response 200; empty otherwise, or if it is longer than allowed. */
    public CompletableFuture<Optional<byte[]>> body(ServiceName service, String path, Duration timeout, int maxBytes) {
        return send(service, path, timeout, HttpResponse.BodyHandlers.ofInputStream(), timeout)
                .thenApplyAsync(answer -> answer.filter(response -> response.statusCode() == 200)
                        .map(response -> read(response.body(), maxBytes))
                        .filter(bytes -> bytes.length <= maxBytes))
                .exceptionally(failure -> Optional.empty());
    }

    private <T> CompletableFuture<Optional<HttpResponse<T>>> send(
            ServiceName service, String path, Duration timeout, HttpResponse.BodyHandler<T> handler, Duration whole) {
        Optional<URI> address = addresses.managementOf(service);
        if (address.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        HttpRequest request = HttpRequest.newBuilder(address.get().resolve(path))
                .timeout(timeout)
                .GET()
                .build();
        return http.sendAsync(request, handler)
                .orTimeout(whole.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(Optional::of)
                .exceptionally(failure -> Optional.empty());
    }

    private static byte[] read(InputStream body, int maxBytes) {
        try (body) {
            return body.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
