package campaignflows.gateway.proxy;

import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request for a WebSocket that is passed on to a service. When the service has agreed, bytes go both ways as they are, neither
 * side is read faster than the other takes it, and the end of one side is the end of the other. When the service does not agree, its
 * response is passed back as any other.
 *
 * <p>The request's slot is given back once the WebSocket is open: that one has a place of its own, and may stay open all day.
 */
final class SocketExchange {
    private static final Logger LOG = Logger.getLogger(SocketExchange.class);
    private static final String WEBSOCKET = "websocket";
    private static final int SWITCHING = 101;

    /** What is the same for all requests. */
    record Setting(Vertx vertx, HttpClient client, Responses responses, Duration connectTimeout) {}

    private final Setting setting;
    private final ProxyRequest forwarded;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final OpenRequests.Slot slot;
    private final SocketLimits.Place place;
    private final Deadline deadline;
    private @Nullable HttpClientRequest upstream;
    private boolean done;

    SocketExchange(
            Setting setting,
            ProxyRequest forwarded,
            HttpServerRequest request,
            OpenRequests.Slot slot,
            SocketLimits.Place place) {
        this.setting = setting;
        this.forwarded = forwarded;
        this.request = request;
        this.response = request.response();
        this.slot = slot;
        this.place = place;
        this.deadline = new Deadline(setting.vertx());
    }

    /** Whether a WebSocket is asked for. */
    static boolean isAskedFor(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && WEBSOCKET.equalsIgnoreCase(request.getHeader("Upgrade"))
                && !Responses.hasBody(request);
    }

    void start() {
        request.pause();
        request.exceptionHandler(ignored -> clientGone());
        response.exceptionHandler(ignored -> clientGone());
        response.closeHandler(ignored -> clientGone());
        URI service = forwarded.service();
        boolean tls = "https".equals(service.getScheme());
        int standardPort = tls ? 443 : 80;
        setting.client()
                .request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(service.getHost())
                        .setPort(service.getPort() < 0 ? standardPort : service.getPort())
                        .setSsl(tls)
                        .setURI(forwarded.uri())
                        .setConnectTimeout(setting.connectTimeout().toMillis()))
                .onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (done) {
            if (result.succeeded()) {
                result.result().reset();
            }
            return;
        }
        if (result.failed()) {
            failed(forwarded.problems().unavailable(), result.cause());
            return;
        }
        HttpClientRequest target = result.result();
        upstream = target;
        ForwardedHeaders.inwards(request.headers(), target.headers(), forwarded.token(), forwarded.requestId());
        // What a few compressed bytes become is not seen here, so nothing is compressed.
        target.headers().remove("Sec-WebSocket-Extensions");
        askFor(target.headers());
        target.exceptionHandler(ignored -> {});
        deadline.set(
                forwarded.answerTimeout(), () -> refuse(forwarded.problems().tooLate()));
        target.connect().onComplete(this::responded);
    }

    private static void askFor(MultiMap headers) {
        headers.set("Connection", "Upgrade");
        headers.set("Upgrade", WEBSOCKET);
    }

    private void responded(AsyncResult<HttpClientResponse> result) {
        deadline.lift();
        if (done) {
            return;
        }
        if (result.failed()) {
            failed(forwarded.problems().badGateway(), result.cause());
            return;
        }
        HttpClientResponse received = result.result();
        ForwardedHeaders.outwards(received.headers(), response.headers(), forwarded.service());
        if (received.statusCode() != SWITCHING) {
            passBack(received);
            return;
        }
        askFor(response.headers());
        response.headers().remove("Content-Length");
        NetSocket service = received.netSocket();
        service.pause();
        request.toNetSocket().onComplete(upgraded -> {
            if (upgraded.failed() || done) {
                service.close();
                clientGone();
            } else {
                join(upgraded.result(), service);
            }
        });
    }

    /** A refusal of the service, which is short. */
    private void passBack(HttpClientResponse received) {
        received.body().onComplete(body -> {
            if (done) {
                return;
            }
            if (body.failed()) {
                failed(forwarded.problems().badGateway(), body.cause());
                return;
            }
            done = true;
            place.release();
            response.setStatusCode(received.statusCode());
            response.putHeader("Content-Length", Integer.toString(body.result().length()));
            request.resume();
            response.end(body.result());
        });
    }

    private void join(NetSocket client, NetSocket service) {
        done = true;
        slot.release();
        client.exceptionHandler(ignored -> client.close());
        service.exceptionHandler(ignored -> service.close());
        client.closeHandler(ignored -> {
            place.release();
            service.close();
        });
        service.closeHandler(ignored -> {
            place.release();
            client.close();
        });
        pass(client, service);
        pass(service, client);
        service.resume();
        client.resume();
    }

    private static void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            to.write(bytes);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(ignored -> from.resume());
            }
        });
    }

    private void clientGone() {
        place.release();
        slot.release();
        if (!done) {
            done = true;
            deadline.lift();
            resetUpstream();
        }
    }

    private void failed(ProblemException problem, Throwable cause) {
        LOG.warnf(
                "service gave no web socket service=%s request_id=%s error=%s",
                forwarded.route().target().audience(),
                forwarded.requestId(),
                cause.getClass().getSimpleName());
        refuse(problem);
    }

    private void refuse(ProblemException problem) {
        if (!done) {
            done = true;
            deadline.lift();
            place.release();
            resetUpstream();
            setting.responses().problem(request, problem);
        }
    }

    private void resetUpstream() {
        if (upstream != null) {
            upstream.reset();
        }
    }
}
