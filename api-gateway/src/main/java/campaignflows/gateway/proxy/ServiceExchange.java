package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.client.ServicePresence;
import campaignflows.platform.web.edge.Draining;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request that is passed on to a service, on the event loop of the request: the connection to the service, and that it ends
 * once, whoever ends it.
 */
abstract sealed class ServiceExchange permits Exchange, SocketExchange {
    private static final Logger LOG = Logger.getLogger(ServiceExchange.class);

    /** What is the same for all requests. */
    record Setting(
            Vertx vertx,
            HttpClient client,
            Responses responses,
            ServicePresences presences,
            Duration connectTimeout,
            Duration bodyTimeout) {
        static Setting of(Vertx vertx, GatewayConfig config, Duration absenceWait) {
            HttpClient client = UpstreamClient.create(vertx, config);
            return new Setting(
                    vertx,
                    client,
                    new Responses(vertx, config.lingerTimeout()),
                    new ServicePresences(absenceWait, client, config.connectTimeout()),
                    config.connectTimeout(),
                    config.bodyTimeout());
        }

        /** The same with other connections to services. */
        Setting with(HttpClient other) {
            return new Setting(vertx, other, responses, presences, connectTimeout, bodyTimeout);
        }
    }

    final Setting setting;
    final ProxyRequest forwarded;
    final HttpServerRequest request;
    final HttpServerResponse response;
    final OpenRequests.Slot slot;
    final Deadline deadline;
    private final ServicePresence presence;
    private ServicePresence.Pass pass = ServicePresence.Pass.NONE;
    private @Nullable HttpClientRequest upstream;
    private boolean ended;

    ServiceExchange(Setting setting, ProxyRequest forwarded, HttpServerRequest request, OpenRequests.Slot slot) {
        this.setting = setting;
        this.forwarded = forwarded;
        this.request = request;
        this.response = request.response();
        this.slot = slot;
        this.deadline = new Deadline(setting.vertx());
        this.presence = setting.presences().of(forwarded.service());
    }

    /** Sends what was asked for; the headers are those of the request already. */
    abstract void send(HttpClientRequest target);

    abstract void clientGone();

    /** The request is answered without the service. */
    void refused() {}

    /** From now on it is known when the client goes. Nothing is read meanwhile. */
    final void watchClient() {
        request.pause();
        request.exceptionHandler(ignored -> clientGone());
        response.exceptionHandler(ignored -> clientGone());
        response.closeHandler(ignored -> clientGone());
    }

    /** Connects to the service, now or when it is back. */
    final void connectTo(HttpMethod method) {
        if (presence.isPresent()) {
            connectNow(method);
            return;
        }
        Context context = setting.vertx().getOrCreateContext();
        presence.enter(new ServicePresence.Waiting() {
            @Override
            public void go(ServicePresence.Pass given) {
                context.runOnContext(ignored -> letGo(method, given));
            }

            @Override
            public void giveUp() {
                context.runOnContext(ignored -> failed(forwarded.problems().unavailable(), new NotTakenException()));
            }
        });
    }

    private void letGo(HttpMethod method, ServicePresence.Pass given) {
        if (ended) {
            given.close();
        } else {
            pass = given;
            connectNow(method);
        }
    }

    private void connectNow(HttpMethod method) {
        setting.client()
                .request(ServicePresences.to(forwarded.service(), setting.connectTimeout())
                        .setMethod(method)
                        .setURI(forwarded.uri()))
                .onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (ended) {
            if (result.succeeded()) {
                result.result().reset();
            }
            return;
        }
        if (result.failed()) {
            notTaken(result.cause());
            return;
        }
        HttpClientRequest target = result.result();
        upstream = target;
        ForwardedHeaders.inwards(
                request.headers(), target.headers(), forwarded.token().get(), forwarded.requestId());
        target.exceptionHandler(ignored -> {});
        send(target);
    }

    /**
     * The service has done nothing. It may be on its way back, so the request is sent again then, whatever it is: clients need not
     * know that a service is being replaced.
     */
    final void notTaken(Throwable cause) {
        resetUpstream();
        upstream = null;
        deadline.lift();
        if (presence.notTaken()) {
            pass.close();
            connectTo(request.method());
        } else {
            failed(forwarded.problems().unavailable(), cause);
        }
    }

    /** The service says so itself. */
    final void notTaken(HttpClientResponse received) {
        // Its body is broken off, which would be logged as an error.
        received.exceptionHandler(ignored -> {});
        notTaken(new NotTakenException());
    }

    /** Whether the service says that it has not looked at the request, since it is about to stop. */
    static boolean isNotTaken(HttpClientResponse received) {
        return received.headers().contains(Draining.NOT_TAKEN);
    }

    final void hasTaken() {
        presence.taken();
        pass.close();
    }

    final @Nullable HttpClientRequest upstream() {
        return upstream;
    }

    /** Another connection will be made. */
    final void forgetUpstream() {
        upstream = null;
    }

    final boolean hasEnded() {
        return ended;
    }

    /** Ends it; false if it had ended before. */
    final boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        pass.close();
        deadline.lift();
        return true;
    }

    final void failed(ProblemException problem, Throwable cause) {
        LOG.warnf(
                "service gave no response service=%s request_id=%s error=%s",
                forwarded.route().target().audience(),
                forwarded.requestId(),
                cause.getClass().getSimpleName());
        refuse(problem);
    }

    final void refuse(ProblemException problem) {
        if (end()) {
            refused();
            resetUpstream();
            setting.responses().problem(request, problem);
        }
    }

    final void resetUpstream() {
        if (upstream != null) {
            upstream.reset();
        }
    }
}
