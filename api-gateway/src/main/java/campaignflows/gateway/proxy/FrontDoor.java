package campaignflows.gateway.proxy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.gateway.ServiceAddresses;
import campaignflows.gateway.access.Authenticator;
import campaignflows.gateway.access.CurrentPrincipal;
import campaignflows.gateway.access.GuessLimits;
import campaignflows.gateway.access.PresentedCredential;
import campaignflows.gateway.access.Principal;
import campaignflows.gateway.access.SecretHash;
import campaignflows.gateway.access.SessionCookie;
import campaignflows.gateway.client.ClientAddresses;
import campaignflows.gateway.console.ConsolePage;
import campaignflows.gateway.proxy.Route.Access;
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
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Sees every request first. It lets pass what the route table names and nothing else, finds out who calls, and hands the
 * request over with an internal token in place of the credential: to a service, or to a resource of this process.
 */
@Singleton
public class FrontDoor {
    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE + 1;
    /** Where the metrics look for what stands in place of a path that holds ids. */
    private static final String METRICS_TEMPLATE = "UrlPathTemplate";

    private static final Pattern INTERNAL_TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Pattern QUERY = Pattern.compile("[\\x21\\x22\\x24-\\x7e]*");

    private final RouteTable routes;
    private final ServiceAddresses addresses;
    private final Authenticator authenticator;
    private final InternalTokens tokens;
    private final GatewayConfig config;
    private final WebhookLimits webhookLimits;
    private final ClientAddresses addressesOfClients;
    private final GuessLimits guesses;
    private final ConsolePage page;
    private final ExecutorService blocking;
    private final Exchange.Setting setting;
    private final BodyHandler ownBodies = BodyHandler.create(false).setBodyLimit(Route.Body.ORDINARY.maxBytes());

    public FrontDoor(
            Vertx vertx,
            RouteTable routes,
            ServiceAddresses addresses,
            Authenticator authenticator,
            InternalTokens tokens,
            GatewayConfig config,
            WebhookLimits webhookLimits,
            ClientAddresses addressesOfClients,
            GuessLimits guesses,
            ConsolePage page,
            @VirtualThreads ExecutorService blocking) {
        this.routes = routes;
        this.addresses = addresses;
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.config = config;
        this.webhookLimits = webhookLimits;
        this.addressesOfClients = addressesOfClients;
        this.guesses = guesses;
        this.page = page;
        this.blocking = blocking;
        this.setting = new Exchange.Setting(
                vertx,
                UpstreamClient.create(vertx, config),
                new Answers(vertx, config.lingerTimeout()),
                config.connectTimeout());
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this::receive).failureHandler(this::fail);
        router.route().order(BEFORE_EVERYTHING + 1).handler(this::checkBody);
    }

    /** An empty body in chunks has been read by now; those behind would wait for it to come. */
    private void checkBody(RoutingContext context) {
        if (Answers.hasBody(context.request()) && context.body().length() <= 0) {
            refuse(context, ProblemException.malformed("The body is missing: send a JSON document"));
        } else {
            context.next();
        }
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        ResponseRules.apply(context);
        Optional<RequestPath> path = RequestPath.parse(String.valueOf(request.path()));
        String query = request.query();
        if (path.isEmpty() || (query != null && !QUERY.matcher(query).matches())) {
            refuse(context, ProblemException.malformed("The address holds characters that no address here has"));
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
        RequestLog.watch(context, route);
        context.vertx()
                .getOrCreateContext()
                .putLocal(METRICS_TEMPLATE, route.path().text());
        Optional<PresentedCredential> credential = PresentedCredential.of(context.request());
        switch (route.access()) {
            case PUBLIC -> {
                context.request().headers().remove("Authorization");
                serveHere(context);
            }
            case SIGNED -> admitStranger(context, route, path);
            case SERVICE -> {
                // From outside there is nothing here; the token itself is verified behind, as in every service.
                if (credential
                        .filter(shown -> INTERNAL_TOKEN.matcher(shown.text()).matches())
                        .isEmpty()) {
                    refuse(context, nothingHere());
                } else {
                    serveHere(context);
                }
            }
            case MEMBER, OPERATOR -> {
                if (credential.isEmpty()) {
                    refuse(context, unauthenticated());
                } else if (credential.get().byCookie() && !SessionCookie.isOfOurPage(context.request())) {
                    refuse(
                            context,
                            ProblemException.forbidden("Only pages of this origin act by their cookie: send the header "
                                    + SessionCookie.PAGE_HEADER + ", or a token in the header Authorization"));
                } else {
                    authenticate(context, route, path, credential.get());
                }
            }
        }
    }

    /** Nobody is known here: the service is asked in the gateway's own name, and checks the signature. */
    private void admitStranger(RoutingContext context, Route route, RequestPath path) {
        try {
            webhookLimits.take(addressesOfClients.placeOf(context.request()), path.text());
        } catch (ProblemException tooMany) {
            refuse(context, tooMany);
            return;
        }
        String own = ServiceName.GATEWAY.audience();
        passOn(context, route, path, tokens.mint(route.target().audience(), Caller.service(own, null)));
    }

    private void authenticate(
            RoutingContext context, Route route, RequestPath path, PresentedCredential credential) {
        SecretHash hash = SecretHash.of(credential.text());
        Optional<Principal> remembered = authenticator.remembered(hash);
        if (remembered.isPresent()) {
            admit(context, route, path, hash, remembered.get());
            return;
        }
        context.request().pause();
        Context eventLoop = context.vertx().getOrCreateContext();
        blocking.execute(() -> {
            try {
                Optional<Principal> found = authenticator.find(hash);
                eventLoop.runOnContext(ignored -> found.ifPresentOrElse(
                        principal -> admit(context, route, path, hash, principal),
                        () -> refuseGuess(context, credential)));
            } catch (RuntimeException e) {
                LOG.errorf(e, "credentials cannot be checked");
                eventLoop.runOnContext(ignored ->
                        refuse(context, ProblemException.unavailable("Credentials cannot be checked now: try again")));
            }
        });
    }

    private void refuseGuess(RoutingContext context, PresentedCredential credential) {
        if (credential.byCookie()) {
            boolean secure = addressesOfClients.isSecure(context.request());
            context.response().putHeader("Set-Cookie", SessionCookie.clear(secure));
        }
        Duration delay = guesses.failed(addressesOfClients.placeOf(context.request()));
        if (delay.isZero()) {
            refuse(context, unauthenticated());
        } else {
            context.vertx().setTimer(delay.toMillis(), ignored -> refuse(context, unauthenticated()));
        }
    }

    private void admit(RoutingContext context, Route route, RequestPath path, SecretHash hash, Principal principal) {
        if (context.response().closed()) {
            return;
        }
        if (!mayPass(route.access(), principal)) {
            refuse(context, ProblemException.forbidden("This credential is not for this address"));
        } else if (route.target() == ServiceName.GATEWAY) {
            CurrentPrincipal.put(context, new CurrentPrincipal.Accepted(principal, hash));
            context.request().headers().set("Authorization", "Bearer " + token(route, principal));
            serveHere(context);
        } else {
            passOn(context, route, path, token(route, principal));
        }
    }

    private static boolean mayPass(Access access, Principal principal) {
        return switch (principal) {
            case Principal.Member member -> access == Access.MEMBER;
            case Principal.InstallationOperator operator -> access == Access.OPERATOR;
        };
    }

    private void passOn(RoutingContext context, Route route, RequestPath path, String token) {
        String query = context.request().query();
        String uri = query == null ? path.text() : path.text() + "?" + query;
        boolean upload = route.body().streamed();
        var order = new Exchange.Order(
                route,
                addresses.of(route.target()),
                uri,
                token,
                ResponseRules.requestId(context),
                upload ? config.uploadAnswerTimeout() : config.answerTimeout());
        new Exchange(setting, order, context.request()).start();
    }

    private String token(Route route, Principal principal) {
        return tokens.mint(route.target().audience(), principal.caller());
    }

    private void serveHere(RoutingContext context) {
        if (Answers.hasBody(context.request())) {
            ownBodies.handle(context);
        } else {
            // Left as it is: those behind wait for the end of the request, and must not miss it.
            context.next();
        }
    }

    /** What failed before a resource could answer in its own words. */
    private void fail(RoutingContext context) {
        if (context.failure() instanceof ForbiddenException) {
            refuse(context, ProblemException.forbidden("Your role does not allow this"));
            return;
        }
        if (context.failure() instanceof SecurityException) {
            refuse(context, unauthenticated());
            return;
        }
        if (context.statusCode() == ErrorCode.TOO_LARGE.status()) {
            refuse(context, ProblemException.tooLarge("The body is larger than the 4 MiB that are accepted here"));
            return;
        }
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            refuse(context, ProblemException.malformed("The request cannot be read"));
            return;
        }
        LOG.errorf(context.failure(), "request failed request_id=%s", ResponseRules.requestId(context));
        refuse(context, new ProblemException(ErrorCode.UNEXPECTED, ErrorCode.UNEXPECTED.title()));
    }

    private void refuse(RoutingContext context, ProblemException problem) {
        setting.answers().problem(context.request(), problem);
    }

    private static ProblemException unauthenticated() {
        return ProblemException.unauthenticated(
                "Send a valid API key or user token in the header Authorization: Bearer …");
    }

    private static ProblemException nothingHere() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is nothing at this address");
    }
}
