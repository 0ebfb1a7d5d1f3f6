package campaignflows.gateway.proxy;

import campaignflows.gateway.client.OpenRequests;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request that is passed on to a service and its answer that is passed back, both as streams. All of it happens on the
 * event loop of the request.
 *
 * <p>What holds: the client gets one answer or a broken connection, never a shortened answer that looks whole. A client
 * that breaks off breaks off the request to the service, so that half a file is never taken for a whole one. An answer
 * that comes while the client still sends reaches it at once.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Duration WAIT_FOR_CONTINUE = Duration.ofSeconds(1);
    private static final int FIRST_ERROR = 400;

    /** What is the same for all requests. */
    record Setting(Vertx vertx, HttpClient client, Answers answers, Duration connectTimeout, Duration bodyTimeout) {}

    private final Setting setting;
    private final ProxyOrder order;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RequestBody body;
    private final OpenRequests.Room room;
    private final Deadline deadline;
    private @Nullable HttpClientRequest upstream;
    private boolean admitted;
    private boolean retried;
    private boolean done;
    /** Of an answer of announced length, what has yet to be passed back; -1 if the length is not known. */
    private long outstanding = -1;

    /**
     * An exchange.
     *
     * @param room given back when the client has gone before the end of its answer
     */
    Exchange(Setting setting, ProxyOrder order, HttpServerRequest request, OpenRequests.Room room) {
        this.room = room;
        this.deadline = new Deadline(setting.vertx());
        this.setting = setting;
        this.order = order;
        this.request = request;
        this.response = request.response();
        this.body = new RequestBody(request, order.route().body().maxBytes());
    }

    /** Begins; nothing of the body may have been read. */
    void start() {
        if (body.announcesTooMuch()) {
            refuse(order.problems().tooLarge());
            return;
        }
        request.pause();
        request.exceptionHandler(ignored -> clientGone());
        response.exceptionHandler(ignored -> clientGone());
        response.closeHandler(ignored -> clientGone());
        if (body.isPresent() && !order.route().body().streamed()) {
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
        body.readBeginning(this::beginningHasCome, () -> refuse(order.problems().tooLarge()));
    }

    /**
     * A webhook's room is for calls that have come, or a stranger could fill it with what never comes. A small body costs a service
     * a moment; of a stranger's large ones there must not be many.
     */
    private void beginningHasCome() {
        if (order.route().access() == Route.Access.SIGNED) {
            try {
                room.toWebhook(request.path());
                if (body.isPresent() && !body.isWhole()) {
                    room.large();
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
        if (done) {
            return;
        }
        URI service = order.service();
        boolean tls = "https".equals(service.getScheme());
        int standardPort = tls ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(service.getHost())
                .setPort(service.getPort() < 0 ? standardPort : service.getPort())
                .setSsl(tls)
                .setURI(order.uri())
                .setConnectTimeout(setting.connectTimeout().toMillis());
        setting.client().request(options).onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (done) {
            if (result.succeeded()) {
                result.result().reset();
            }
            return;
        }
        if (result.failed()) {
            failed(order.problems().unavailable(), result.cause());
            return;
        }
        HttpClientRequest target = result.result();
        upstream = target;
        ForwardedHeaders.inwards(request.headers(), target.headers(), order.token(), order.requestId());
        target.exceptionHandler(ignored -> {});
        target.response().onComplete(this::answered);
        if (!body.isPresent()) {
            target.end();
            request.resume();
            awaitAnswer();
            return;
        }
        body.frame(target);
        if (order.route().body().streamed()) {
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
        HttpClientRequest target = upstream;
        if (admitted || done || target == null) {
            return;
        }
        admitted = true;
        deadline.lift();
        if (clientWaits() && order.route().body().streamed()) {
            response.writeContinue();
        }
        body.pumpTo(target, this::awaitAnswer, () -> refuse(order.problems().tooLarge()));
    }

    private void awaitAnswer() {
        if (!done && !response.headWritten()) {
            deadline.set(order.answerTimeout(), () -> refuse(order.problems().tooLate()));
        }
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        deadline.lift();
        if (done) {
            return;
        }
        if (result.failed()) {
            if (isWorthRepeating()) {
                retried = true;
                upstream = null;
                connect();
            } else {
                failed(order.problems().badGateway(), result.cause());
            }
            return;
        }
        HttpClientResponse answer = result.result();
        if (body.isPresent() && (!admitted || answer.statusCode() >= FIRST_ERROR) && !body.isComplete()) {
            admitted = true;
            body.stop();
        }
        relay(answer);
    }

    /** A connection that was closed while it lay idle says nothing about a request that changes nothing. */
    private boolean isWorthRepeating() {
        String method = request.method().name();
        return !retried && !body.isPresent() && (method.equals("GET") || method.equals("HEAD"));
    }

    private void relay(HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        ForwardedHeaders.outwards(answer.headers(), response.headers(), order.service());
        if (!body.isComplete()) {
            response.putHeader("Connection", "close");
        }
        boolean framed = response.headers().contains("Content-Length");
        outstanding = framed ? AnswerForm.lengthOf(answer) : -1;
        boolean empty = request.method().name().equals("HEAD") || AnswerForm.isEmpty(answer.statusCode());
        if (!framed && !empty && request.version() != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        }
        answer.exceptionHandler(this::brokenOff);
        answer.handler(chunk -> passBack(chunk, answer));
        answer.endHandler(ignored -> finish());
    }

    private void passBack(Buffer chunk, HttpClientResponse answer) {
        if (done) {
            return;
        }
        response.write(chunk);
        outstanding -= outstanding < 0 ? 0 : chunk.length();
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(ignored -> answer.resume());
        }
    }

    private void finish() {
        if (done) {
            return;
        }
        done = true;
        deadline.lift();
        if (!body.isComplete()) {
            resetUpstream();
        }
        setting.answers().end(request);
    }

    private void brokenOff(Throwable cause) {
        if (!done) {
            done = true;
            LOG.warnf(
                    "answer broken off service=%s request_id=%s error=%s",
                    order.route().target().audience(),
                    order.requestId(),
                    cause.getClass().getSimpleName());
            response.reset();
        }
    }

    /**
     * A client may go as soon as it has the whole of an answer, before we have seen its end ourselves. By then the
     * connection to the service may carry another request, which must not be broken off.
     */
    private void clientGone() {
        room.giveBack();
        if (outstanding == 0 && body.isComplete()) {
            finish();
        } else if (!done) {
            done = true;
            deadline.lift();
            resetUpstream();
            LOG.infof(
                    "client broke off service=%s request_id=%s",
                    order.route().target().audience(), order.requestId());
        }
    }

    private void failed(ProblemException problem, Throwable cause) {
        LOG.warnf(
                "service gave no answer service=%s request_id=%s error=%s",
                order.route().target().audience(),
                order.requestId(),
                cause.getClass().getSimpleName());
        refuse(problem);
    }

    private void refuse(ProblemException problem) {
        if (!done) {
            done = true;
            deadline.lift();
            resetUpstream();
            setting.answers().problem(request, problem);
        }
    }

    private void resetUpstream() {
        if (upstream != null) {
            upstream.reset();
        }
    }

    private boolean clientWaits() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }
}
