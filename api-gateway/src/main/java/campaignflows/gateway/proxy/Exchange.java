package campaignflows.gateway.proxy;

import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A request that is passed on to a service and its response that is passed back, both as streams, on the event loop of the
 * request.
 *
 * <p>What holds: the client gets one response or a broken connection, never a shortened response that looks whole. A client
 * that breaks off breaks off the request to the service, so that half a file is never taken for a whole one. A response
 * that comes while the client still sends reaches it at once.
 */
final class Exchange extends ServiceExchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Duration WAIT_FOR_CONTINUE = Duration.ofSeconds(1);
    private static final int FIRST_ERROR = 400;

    private final RequestBody body;
    private boolean admitted;
    private boolean retried;
    /** Of a response of announced length, what has yet to be passed back; -1 if the length is not known. */
    private long outstanding = -1;

    /**
     * An exchange.
     *
     * @param slot given back when the client has gone before the end of its response
     */
    Exchange(Setting setting, ProxyRequest forwarded, HttpServerRequest request, OpenRequests.Slot slot) {
        super(setting, forwarded, request, slot);
        this.body = new RequestBody(request, forwarded.route().body().maxBytes());
    }

    /** Begins; nothing of the body may have been read. */
    void start() {
        if (body.announcesTooMuch()) {
            refuse(forwarded.problems().tooLarge());
            return;
        }
        watchClient();
        if (body.isPresent() && !forwarded.route().body().streamed()) {
            awaitBeginning();
        } else {
            beginningHasCome();
        }
    }

    /** No connection to a service is taken for a body that has not begun to come; a small one must have come whole. */
    private void awaitBeginning() {
        if (clientWaits()) {
            response.writeContinue();
        }
        deadline.set(setting.bodyTimeout(), () -> refuse(RouteProblems.bodyTooLate()));
        body.readBeginning(
                this::beginningHasCome, () -> refuse(forwarded.problems().tooLarge()));
    }

    /**
     * A webhook's room is for calls that have come, or a stranger could fill it with what never comes. A small body costs a service
     * a moment; of a stranger's large ones there must not be many.
     */
    private void beginningHasCome() {
        if (forwarded.route().access() == Route.Access.SIGNED) {
            try {
                slot.toWebhook(request.path());
                if (body.isPresent() && !body.isWhole()) {
                    slot.large();
                }
            } catch (ProblemException full) {
                refuse(full);
                return;
            }
        }
        connect();
    }

    private void connect() {
        deadline.lift();
        if (!hasEnded()) {
            connectTo(request.method());
        }
    }

    @Override
    void send(HttpClientRequest target) {
        target.response().onComplete(this::responded);
        if (!body.isPresent()) {
            target.end();
            request.resume();
            awaitResponse();
            return;
        }
        body.frame(target);
        if (forwarded.route().body().streamed()) {
            askBeforeBody(target);
        } else {
            admit();
        }
    }

    /** Lets the service see the head alone and say no before a body is sent to it. */
    private void askBeforeBody(HttpClientRequest target) {
        target.putHeader("Expect", "100-continue");
        target.continueHandler(ignored -> admit());
        deadline.set(WAIT_FOR_CONTINUE, this::admit);
        target.sendHead();
    }

    private void admit() {
        HttpClientRequest target = upstream();
        if (admitted || hasEnded() || target == null) {
            return;
        }
        admitted = true;
        deadline.lift();
        if (clientWaits() && forwarded.route().body().streamed()) {
            response.writeContinue();
        }
        body.pumpTo(
                target, this::awaitResponse, () -> refuse(forwarded.problems().tooLarge()));
    }

    private void awaitResponse() {
        if (!hasEnded() && !response.headWritten()) {
            deadline.set(
                    forwarded.answerTimeout(), () -> refuse(forwarded.problems().tooLate()));
        }
    }

    private void responded(AsyncResult<HttpClientResponse> result) {
        deadline.lift();
        if (hasEnded()) {
            return;
        }
        if (result.failed()) {
            if (isWorthRepeating()) {
                retried = true;
                forgetUpstream();
                connect();
            } else {
                failed(forwarded.problems().badGateway(), result.cause());
            }
            return;
        }
        HttpClientResponse received = result.result();
        if (isNotTaken(received)) {
            if (body.isUntouched()) {
                admitted = false;
                notTaken(received);
                return;
            }
        } else {
            hasTaken();
        }
        if (body.isPresent() && (!admitted || received.statusCode() >= FIRST_ERROR) && !body.isComplete()) {
            admitted = true;
            body.stop();
        }
        relay(received);
    }

    /** A connection that was closed while it lay idle says nothing about a request that changes nothing. */
    private boolean isWorthRepeating() {
        String method = request.method().name();
        return !retried && !body.isPresent() && (method.equals("GET") || method.equals("HEAD"));
    }

    private void relay(HttpClientResponse received) {
        response.setStatusCode(received.statusCode());
        ForwardedHeaders.outwards(received.headers(), response.headers(), forwarded.service());
        if (!body.isComplete()) {
            response.putHeader("Connection", "close");
        }
        boolean framed = response.headers().contains("Content-Length");
        outstanding = framed ? ResponseHead.lengthOf(received) : -1;
        boolean empty = request.method().name().equals("HEAD") || ResponseHead.isEmpty(received.statusCode());
        if (!framed && !empty && request.version() != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        }
        received.exceptionHandler(this::brokenOff);
        received.handler(chunk -> passBack(chunk, received));
        received.endHandler(ignored -> finish());
    }

    private void passBack(Buffer chunk, HttpClientResponse received) {
        if (hasEnded()) {
            return;
        }
        response.write(chunk);
        outstanding -= outstanding < 0 ? 0 : chunk.length();
        if (response.writeQueueFull()) {
            received.pause();
            response.drainHandler(ignored -> received.resume());
        }
    }

    private void finish() {
        if (end()) {
            if (!body.isComplete()) {
                resetUpstream();
            }
            setting.responses().end(request);
        }
    }

    private void brokenOff(Throwable cause) {
        if (end()) {
            LOG.warnf(
                    "response broken off service=%s request_id=%s error=%s",
                    forwarded.route().target().audience(),
                    forwarded.requestId(),
                    cause.getClass().getSimpleName());
            response.reset();
        }
    }

    /**
     * A client may go as soon as it has the whole of a response, before we have seen its end ourselves. By then the
     * connection to the service may carry another request, which must not be broken off.
     */
    @Override
    void clientGone() {
        slot.release();
        if (outstanding == 0 && body.isComplete()) {
            finish();
        } else if (end()) {
            resetUpstream();
            LOG.infof(
                    "client broke off service=%s request_id=%s",
                    forwarded.route().target().audience(), forwarded.requestId());
        }
    }

    private boolean clientWaits() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }
}
