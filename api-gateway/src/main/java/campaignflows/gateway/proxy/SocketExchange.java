package campaignflows.gateway.proxy;

import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.edge.UpgradedRequests;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;

/**
 * A request for a WebSocket that is passed on to a service. When the service has agreed, bytes go both ways as they are, neither
 * side is read faster than the other takes it, and the end of one side is the end of the other. When the service does not agree, its
 * response is passed back as any other.
 *
 * <p>The request's slot is given back once the WebSocket is open: that one has a place of its own, and may stay open all day.
 */
final class SocketExchange extends ServiceExchange {
    private static final String WEBSOCKET = "websocket";
    private static final int SWITCHING = 101;

    private final SocketLimits.Place place;

    SocketExchange(
            Setting setting,
            ProxyRequest forwarded,
            HttpServerRequest request,
            OpenRequests.Slot slot,
            SocketLimits.Place place) {
        super(setting, forwarded, request, slot);
        this.place = place;
    }

    /** Whether a WebSocket is asked for. */
    static boolean isAskedFor(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && WEBSOCKET.equalsIgnoreCase(request.getHeader("Upgrade"))
                && !Responses.hasBody(request);
    }

    void start() {
        watchClient();
        connectTo(HttpMethod.GET);
    }

    @Override
    void send(HttpClientRequest target) {
        // What a few compressed bytes become is not seen here, so nothing is compressed.
        target.headers().remove("Sec-WebSocket-Extensions");
        askFor(target.headers());
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
        if (hasEnded()) {
            return;
        }
        if (result.failed()) {
            failed(forwarded.problems().badGateway(), result.cause());
            return;
        }
        HttpClientResponse received = result.result();
        if (isNotTaken(received)) {
            notTaken(received);
            return;
        }
        hasTaken();
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
            UpgradedRequests.over(request);
            if (upgraded.failed() || hasEnded()) {
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
            if (hasEnded()) {
                return;
            }
            if (body.failed()) {
                failed(forwarded.problems().badGateway(), body.cause());
                return;
            }
            end();
            place.release();
            response.setStatusCode(received.statusCode());
            response.putHeader("Content-Length", Integer.toString(body.result().length()));
            request.resume();
            response.end(body.result());
        });
    }

    private void join(NetSocket client, NetSocket service) {
        end();
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

    @Override
    void refused() {
        place.release();
    }

    @Override
    void clientGone() {
        place.release();
        slot.release();
        if (end()) {
            resetUpstream();
        }
    }
}
