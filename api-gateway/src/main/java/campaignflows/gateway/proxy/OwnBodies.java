package campaignflows.gateway.proxy;

import campaignflows.platform.web.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Reads the bodies of requests that the gateway serves itself, within a limit of size and one of time. */
final class OwnBodies {
    /** The documents are small and read on an event loop. */
    private static final int MAX_BYTES = 64 << 10;

    private static final String TIMER = "campaignflows.body-timer";

    private final Duration limit;
    private final BiConsumer<RoutingContext, ProblemException> refusals;
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BYTES);

    /**
     * A reader of bodies.
     *
     * @param limit    for the whole body to arrive
     * @param refusals is told of a request whose body is late or missing, and responds to it
     */
    OwnBodies(Duration limit, BiConsumer<RoutingContext, ProblemException> refusals) {
        this.limit = limit;
        this.refusals = refusals;
    }

    /** Goes on with the next handler, after the body if there is one. */
    void read(RoutingContext context) {
        if (Responses.hasBody(context.request())) {
            long timer = context.vertx().setTimer(limit.toMillis(), ignored -> {
                if (!context.request().isEnded()) {
                    refusals.accept(context, RouteProblems.bodyTooLate());
                }
            });
            context.put(TIMER, timer);
            context.addEndHandler(ignored -> context.vertx().cancelTimer(timer));
            bodies.handle(context);
        } else {
            // Left as it is: later handlers wait for the end of the request, and must not miss it.
            context.next();
        }
    }

    /** The handler that comes next. An empty body in chunks has been read by now; later handlers would wait for it to come. */
    void check(RoutingContext context) {
        // It has come by now, whatever later handlers do with the rest of the request.
        Long timer = context.remove(TIMER);
        if (timer != null) {
            context.vertx().cancelTimer(timer);
        }
        if (Responses.hasBody(context.request()) && context.body().length() <= 0) {
            refusals.accept(context, ProblemException.malformed("The body is missing: send a JSON document"));
        } else {
            // Whoever reads the body next would ask for it once more.
            context.request().headers().remove("Expect");
            context.next();
        }
    }

    static ProblemException tooLarge() {
        return ProblemException.tooLarge("The body is larger than the 64 KiB that are accepted here");
    }
}
