package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.edge.Draining;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request that is passed on to a service, on the event loop of the request: the connection to the service, and that it ends
 * once, whoever ends it.
 */
abstract sealed class ServiceExchange permits Exchange, SocketExchange {
    private static final Logger LOG = Logger.getLogger(ServiceExchange.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** What is the same for all requests. */
    record Setting(
            Vertx vertx,
            HttpClient client,
            Responses responses,
            ServiceAbsences absences,
            Duration connectTimeout,
            Duration bodyTimeout) {
        static Setting of(Vertx vertx, GatewayConfig config, Duration absenceWait) {
            return new Setting(
                    vertx,
                    UpstreamClient.create(vertx, config),
                    new Responses(vertx, config.lingerTimeout()),
                    new ServiceAbsences(absenceWait, System::nanoTime),
                    config.connectTimeout(),
                    config.bodyTimeout());
        }

        /** The same with other connections to services. */
        Setting with(HttpClient other) {
            return new Setting(vertx, other, responses, absences, connectTimeout, bodyTimeout);
        }
    }

    final Setting setting;
    final ProxyRequest forwarded;
    final HttpServerRequest request;
    final HttpServerResponse response;
    final OpenRequests.Slot slot;
    final Deadline deadline;
    private Duration pause = FIRST_PAUSE;
    private @Nullable HttpClientRequest upstream;
    private boolean ended;

    ServiceExchange(Setting setting, ProxyRequest forwarded, HttpServerRequest request, OpenRequests.Slot slot) {
        this.setting = setting;
        this.forwarded = forwarded;
        this.request = request;
        this.response = request.response();
        this.slot = slot;
        this.deadline = new Deadline(setting.vertx());
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

    final void connectTo(HttpMethod method) {
        URI service = forwarded.service();
        boolean tls = "https".equals(service.getScheme());
        int standardPort = tls ? 443 : 80;
        setting.client()
                .request(new RequestOptions()
                        .setMethod(method)
                        .setHost(service.getHost())
                        .setPort(service.getPort() < 0 ? standardPort : service.getPort())
                        .setSsl(tls)
                        .setURI(forwarded.uri())
                        .setConnectTimeout(setting.connectTimeout().toMillis()))
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
        ForwardedHeaders.inwards(request.headers(), target.headers(), forwarded.token(), forwarded.requestId());
        target.exceptionHandler(ignored -> {});
        send(target);
    }

    /**
     * The service has done nothing. It may be on its way back, so the request is sent again in a moment, whatever it is: clients need
     * not know that a service is being replaced.
     */
    final void notTaken(Throwable cause) {
        resetUpstream();
        upstream = null;
        if (!setting.absences().mayEndSoon(forwarded.service())) {
            failed(forwarded.problems().unavailable(), cause);
            return;
        }
        deadline.set(pause, () -> connectTo(request.method()));
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** Whether the service says that it has not looked at the request, since it is about to stop. */
    static boolean isNotTaken(HttpClientResponse received) {
        return received.headers().contains(Draining.NOT_TAKEN);
    }

    final void hasTaken() {
        setting.absences().ended(forwarded.service());
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
