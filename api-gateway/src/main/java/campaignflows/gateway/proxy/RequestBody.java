package campaignflows.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/**
 * The body of a request on its way to a service: never more of it in memory than one write queue, never more passed on than
 * allowed.
 */
final class RequestBody {
    /** What is read of a body before a connection to a service is taken for it. */
    private static final int BEGINNING = 32 * 1024;

    private final HttpServerRequest request;
    private final long maxBytes;
    private final Buffer beginning = Buffer.buffer();
    private long received;
    private boolean readWhole;
    private boolean pumped;

    RequestBody(HttpServerRequest request, long maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    boolean isPresent() {
        return Responses.hasBody(request);
    }

    boolean isComplete() {
        return Responses.isComplete(request);
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

    /**
     * Reads the beginning of the body, and stops there; a small body is read whole.
     *
     * @param come called once, when the beginning has come
     * @param tooLarge called once instead, when there is more than allowed
     */
    void readBeginning(Runnable come, Runnable tooLarge) {
        request.handler(chunk -> {
            beginning.appendBuffer(chunk);
            received += chunk.length();
            if (received > maxBytes) {
                request.handler(null);
                tooLarge.run();
            } else if (beginning.length() >= BEGINNING) {
                request.pause();
                request.handler(null);
                request.endHandler(null);
                come.run();
            }
        });
        request.endHandler(ignored -> {
            readWhole = true;
            come.run();
        });
        request.resume();
    }

    /** Whether all of it has come already. */
    boolean isWhole() {
        return readWhole;
    }

    /** Whether it can still be passed on from its beginning. */
    boolean isUntouched() {
        return readWhole || !pumped;
    }

    /** How the body is framed towards the service: by its length if the client said it, in chunks otherwise. */
    void frame(HttpClientRequest target) {
        String length = request.getHeader("Content-Length");
        if (readWhole) {
            target.putHeader("Content-Length", Integer.toString(beginning.length()));
        } else if (length == null || request.headers().contains("Transfer-Encoding")) {
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
        if (readWhole) {
            target.end(beginning);
            ended.run();
            return;
        }
        pumped = true;
        if (beginning.length() > 0) {
            target.write(beginning);
        }
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
