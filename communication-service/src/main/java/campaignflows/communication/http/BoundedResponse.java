package campaignflows.communication.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end, or to the bound beyond which it counts as none. */
final class BoundedResponse {
    private final HttpClientResponse response;
    private final int maxBytes;
    private final CompletableFuture<ProviderResponse> result;
    private final Buffer bytes = Buffer.buffer();

    BoundedResponse(HttpClientResponse response, int maxBytes, CompletableFuture<ProviderResponse> result) {
        this.response = response;
        this.maxBytes = maxBytes;
        this.result = result;
    }

    /** On the response's own thread, before anything of its body has come. */
    void begin() {
        response.handler(this::take)
                .exceptionHandler(result::completeExceptionally)
                .endHandler(end -> result.complete(new ProviderResponse.Answered(
                        response.statusCode(),
                        ProviderHttp.json(bytes.getBytes()),
                        seconds(response.getHeader("Retry-After")))));
    }

    private void take(Buffer chunk) {
        if (bytes.length() + chunk.length() > maxBytes) {
            result.completeExceptionally(new IOException("The answer is too long"));
        } else {
            bytes.appendBuffer(chunk);
        }
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }
}
