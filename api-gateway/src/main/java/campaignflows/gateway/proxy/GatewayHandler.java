package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.ServiceAddresses;
import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.PresentedCredential;
import campaignflows.gateway.console.ConsolePage;
import campaignflows.platform.tracing.Tracing;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The first handler of every request. It admits only what the route table contains, authenticates the caller, and passes the
 * request on with an internal token in place of the credential: to a service, or to a resource of this process.
 */
@Singleton
public class GatewayHandler {
    private static final Logger LOG = Logger.getLogger(GatewayHandler.class);
    private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE + 1;
    /** Where the metrics look for what stands in place of a path that holds ids. */
    private static final String METRICS_TEMPLATE = "UrlPathTemplate";

    private static final Pattern INTERNAL_TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Pattern QUERY = Pattern.compile("[\\x21\\x22\\x24-\\x7e]*");

    private final RouteTable routes;
    private final ServiceAddresses addresses;
    private final InternalTokens tokens;
    private final GatewayConfig config;
    private final AdmissionService admission;
    private final ConsolePage page;
    private final ExecutorService blocking;
    private final Tracing tracing;
    private final ServiceExchange.Setting setting;
    private final ServiceExchange.Setting socketSetting;
    private final OwnBodies ownBodies;

    public GatewayHandler(
            Vertx vertx,
            RouteTable routes,
            ServiceAddresses addresses,
            InternalTokens tokens,
            GatewayConfig config,
            AdmissionService admission,
            ConsolePage page,
            @VirtualThreads ExecutorService blocking,
            Tracing tracing,
            @ConfigProperty(name = "campaignflows.http.absence-wait") Duration absenceWait) {
        this.routes = routes;
        this.addresses = addresses;
        this.tokens = tokens;
        this.config = config;
        this.admission = admission;
        this.page = page;
        this.blocking = blocking;
        this.tracing = tracing;
        this.setting = ServiceExchange.Setting.of(vertx, config, absenceWait);
        this.socketSetting = setting.with(UpstreamClient.forSockets(vertx, config));
        this.ownBodies = new OwnBodies(config.bodyTimeout(), this::refuse);
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this::receive).failureHandler(this::fail);
        router.route().order(BEFORE_EVERYTHING + 1).handler(ownBodies::check);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        ResponseRules.apply(context, page);
        String raw = String.valueOf(request.path());
        if (raw.length() > RequestPath.MAX_LENGTH) {
            refuse(context, RouteProblems.addressTooLong());
            return;
        }
        Optional<RequestPath> path = RequestPath.parse(raw);
        String query = request.query();
        if (path.isEmpty() || (query != null && !QUERY.matcher(query).matches())) {
            refuse(context, RouteProblems.addressMalformed());
            return;
        }
        switch (routes.find(request.method().name(), path.get())) {
            case RouteTable.Match.Found found -> enter(context, found.route(), path.get());
            case RouteTable.Match.OtherMethods other -> {
                request.response().putHeader("Allow", String.join(", ", other.allowed()));
                refuse(
                        context,
                        new ProblemException(
                                ErrorCode.METHOD_NOT_ALLOWED, "The address exists, but not with this method"));
            }
            case RouteTable.Match.Nothing nothing -> servePage(context, path.get());
        }
    }

    private void servePage(RoutingContext context, RequestPath path) {
        String method = context.request().method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads || !ConsolePage.isOfPage(path.segments())) {
            refuse(context, nothingHere());
            return;
        }
        Context eventLoop = context.vertx().getOrCreateContext();
        context.request().pause();
        blocking.execute(() -> {
            Optional<ConsolePage.Content> content = page.find(path.segments());
            eventLoop.runOnContext(ignored -> {
                if (content.isEmpty()) {
                    refuse(context, nothingHere());
                } else if (!context.response().closed()) {
                    context.request().resume();
                    content.get().send(context.request());
                }
            });
        });
    }

    private void enter(RoutingContext context, Route route, RequestPath path) {
        RequestTrace.begin(tracing, context, route);
        RequestLog.watch(context, route);
        context.vertx()
                .getOrCreateContext()
                .putLocal(METRICS_TEMPLATE, route.path().text());
        try {
            admission.takeSlot(context, route, path);
        } catch (ProblemException full) {
            refuse(context, full);
            return;
        }
        switch (route.access()) {
            case PUBLIC -> {
                context.request().headers().remove("Authorization");
                ownBodies.read(context);
            }
            case SIGNED, SOCKET -> {
                // Nobody is known here: the service is asked in the gateway's own name, and checks who it is.
                Caller gateway = Caller.service(ServiceName.GATEWAY.audience(), null);
                Supplier<String> token = () -> tokens.of(route.target().audience(), gateway);
                if (route.access() == Route.Access.SOCKET && SocketExchange.isAskedFor(context.request())) {
                    openSocket(context, route, path, token);
                } else {
                    passOn(context, route, path, token);
                }
            }
            case SERVICE -> {
                // From outside there is nothing here; the token itself is verified later, as in every service.
                if (PresentedCredential.of(context.request())
                        .filter(shown -> INTERNAL_TOKEN.matcher(shown.text()).matches())
                        .isEmpty()) {
                    refuse(context, nothingHere());
                } else {
                    ownBodies.read(context);
                }
            }
            case VIEWER, OPERATOR, CAMPAIGN_MANAGER, ADMIN, INSTALLATION_OPERATOR ->
                admission.identify(context, route).onComplete(identified -> {
                    if (identified.failed()) {
                        refuse(context, problem(identified.cause()));
                    } else if (!context.response().closed()) {
                        admit(context, route, path, identified.result());
                    }
                });
        }
    }

    private static ProblemException problem(Throwable cause) {
        return cause instanceof ProblemException problem
                ? problem
                : new ProblemException(ErrorCode.UNEXPECTED, ErrorCode.UNEXPECTED.title());
    }

    private void admit(RoutingContext context, Route route, RequestPath path, CurrentPrincipal.Accepted accepted) {
        Caller caller = admission.admitted(context, route, accepted.principal());
        Supplier<String> token = () -> tokens.of(route.target().audience(), caller);
        if (route.target() == ServiceName.GATEWAY) {
            CurrentPrincipal.put(context, accepted);
            context.request().headers().set("Authorization", "Bearer " + token.get());
            ownBodies.read(context);
        } else {
            passOn(context, route, path, token);
        }
    }

    private void openSocket(RoutingContext context, Route route, RequestPath path, Supplier<String> token) {
        SocketLimits.Place place;
        try {
            place = admission.placeForSocket(context);
        } catch (ProblemException full) {
            refuse(context, full);
            return;
        }
        new SocketExchange(
                        socketSetting,
                        forwarded(context, route, path, token),
                        context.request(),
                        admission.slot(context),
                        place)
                .start();
    }

    private void passOn(RoutingContext context, Route route, RequestPath path, Supplier<String> token) {
        new Exchange(setting, forwarded(context, route, path, token), context.request(), admission.slot(context))
                .start();
    }

    private ProxyRequest forwarded(RoutingContext context, Route route, RequestPath path, Supplier<String> token) {
        String query = context.request().query();
        String uri = query == null ? path.text() : path.text() + "?" + query;
        boolean upload = route.body().streamed();
        return new ProxyRequest(
                route,
                addresses.of(route.target()),
                uri,
                token,
                ResponseRules.requestId(context),
                upload ? config.uploadAnswerTimeout() : config.answerTimeout());
    }

    /** What failed before a resource could respond in its own words. */
    private void fail(RoutingContext context) {
        if (context.failure() instanceof ForbiddenException) {
            refuse(context, ProblemException.forbidden("Your role does not allow this"));
            return;
        }
        if (context.failure() instanceof SecurityException) {
            refuse(context, AdmissionService.unauthenticated());
            return;
        }
        if (context.statusCode() == ErrorCode.TOO_LARGE.status()) {
            refuse(context, OwnBodies.tooLarge());
            return;
        }
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            refuse(
                    context,
                    ProblemException.malformed(
                            "The request cannot be read: send it as the document at /api/openapi says"));
            return;
        }
        LOG.errorf(context.failure(), "request failed request_id=%s", ResponseRules.requestId(context));
        refuse(context, new ProblemException(ErrorCode.UNEXPECTED, ErrorCode.UNEXPECTED.title()));
    }

    private void refuse(RoutingContext context, ProblemException problem) {
        setting.responses().problem(context.request(), problem);
    }

    private static ProblemException nothingHere() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is nothing at this address");
    }
}
