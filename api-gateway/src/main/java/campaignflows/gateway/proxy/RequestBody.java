package campaignflows.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/**
 * The body of a request on its way to a service: never more of it in memory than one write queue, never more of it passed
 * on than allowed.
 */
final class RequestBody {
    private final HttpServerRequest request;
    private final long maxBytes;
    private long received;

    RequestBody(HttpServerRequest request, long maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    boolean isPresent() {
        return Answers.hasBody(request);
    }

    boolean isComplete() {
        return Answers.isComplete(request);
    }

    /** Whether the client says beforehand that it is too large. */
    boolean announcesTooMuch() {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return false;
        }
        try {
            return Long.parseLong(length) > maxBytes;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** How the body is framed towards the service: by its length if the client said it, in chunks otherwise. */
    void frame(HttpClientRequest target) {
        String length = request.getHeader("Content-Length");
        if (length == null || request.headers().contains("Transfer-Encoding")) {
            target.setChunked(true);
        } else {
            target.putHeader("Content-Length", length);
        }
    }

    /**
     * Passes the body on, as fast as the target takes it.
     *
     * @param ended called when all of it has been passed on
     * @param tooLarge called once, when there is more than allowed; nothing more is passed on then
     */
    void pumpTo(HttpClientRequest target, Runnable ended, Runnable tooLarge) {
        request.handler(chunk -> {
            received += chunk.length();
            if (received > maxBytes) {
                request.handler(null);
                tooLarge.run();
            } else {
                pass(chunk, target);
            }
        });
        request.endHandler(ignored -> {
            if (received <= maxBytes) {
                target.end();
                ended.run();
            }
        });
        request.resume();
    }

    private void pass(Buffer chunk, HttpClientRequest target) {
        target.write(chunk);
        if (target.writeQueueFull()) {
            request.pause();
            target.drainHandler(ignored -> request.resume());
        }
    }

    /** Passes nothing more on; what the client still sends is thrown away. */
    void stop() {
        request.handler(ignored -> {});
        request.endHandler(null);
        request.resume();
    }
}
