package campaignflows.gateway.proxy;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends requests so that the response arrives. While a client is still sending, closing the connection could destroy a response
 * that it has not read yet; so the rest is read and discarded for a while, and only then is the connection closed.
 */
final class Responses {
    private final Vertx vertx;
    private final Duration linger;

    Responses(Vertx vertx, Duration linger) {
        this.vertx = vertx;
        this.linger = linger;
    }

    /** Responds with the problem; the connection is broken off if a response has already begun. */
    void problem(HttpServerRequest request, ProblemException problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Buffer body = Buffer.buffer(json(problem));
        response.setStatusCode(problem.code().status());
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Content-Length", Integer.toString(body.length()));
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (!isComplete(request)) {
            response.putHeader("Connection", "close");
        }
        if (!request.method().name().equals("HEAD")) {
            response.write(body);
        }
        end(request);
    }

    /** Ends a response that is written but for its end. */
    void end(HttpServerRequest request) {
        if (isComplete(request)) {
            request.handler(null).resume();
            request.response().end();
        } else {
            drain(request);
        }
    }

    /** Whether the whole request has been read, or there is nothing in it to be read. */
    static boolean isComplete(HttpServerRequest request) {
        return request.isEnded() || !hasBody(request);
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private void drain(HttpServerRequest request) {
        AtomicBoolean once = new AtomicBoolean();
        Runnable close = () -> {
            if (once.compareAndSet(false, true)) {
                if (!request.response().ended()) {
                    request.response().end();
                }
                request.connection().close();
            }
        };
        long timer = vertx.setTimer(Math.max(1, linger.toMillis()), ignored -> close.run());
        Runnable cancelAndClose = () -> {
            vertx.cancelTimer(timer);
            close.run();
        };
        request.exceptionHandler(ignored -> cancelAndClose.run());
        request.handler(ignored -> {});
        request.endHandler(ignored -> cancelAndClose.run());
        request.resume();
    }

    private static byte[] json(ProblemException problem) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("type", problem.code().type());
        json.put("title", problem.code().title());
        json.put("status", problem.code().status());
        json.put("detail", problem.detail());
        json.put("code", problem.code().wireName());
        try {
            return Json.mapper().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a tree that can be written as JSON", e);
        }
    }
}
