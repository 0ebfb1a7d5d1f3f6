package campaignflows.gateway.proxy;

import campaignflows.gateway.audit.RefusalAuditPublisher;
import campaignflows.gateway.authentication.AuthenticationService;
import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.GuessLimits;
import campaignflows.gateway.authentication.KeyUseService;
import campaignflows.gateway.authentication.PresentedCredential;
import campaignflows.gateway.authentication.Principal;
import campaignflows.gateway.authentication.Scope;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.gateway.authentication.SessionCookie;
import campaignflows.gateway.openid.BearerTokenService;
import campaignflows.gateway.openid.OpenIdProvider;
import campaignflows.gateway.proxy.Route.Access;
import campaignflows.gateway.source.ClientAddresses;
import campaignflows.gateway.source.OpenRequests;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.CallerOrigin;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests: checks whether there is a slot for another request of this source, tenant or webhook, and whom the credential
 * stands for. A refusal is a problem.
 */
@Singleton
final class AdmissionService {
    private static final Logger LOG = Logger.getLogger(AdmissionService.class);
    private static final String SLOT = "campaignflows.slot";

    private final AuthenticationService authentication;
    private final BearerTokenService bearerTokens;
    private final ClientAddresses clients;
    private final GuessLimits guesses;
    private final OpenRequests openRequests;
    private final WebhookLimits webhookLimits;
    private final SocketLimits socketLimits;
    private final RequestRates rates;
    private final KeyUseService uses;
    private final RefusalAuditPublisher refusals;
    private final Clock clock;

    AdmissionService(
            AuthenticationService authentication,
            BearerTokenService bearerTokens,
            ClientAddresses clients,
            GuessLimits guesses,
            OpenRequests openRequests,
            WebhookLimits webhookLimits,
            SocketLimits socketLimits,
            RequestRates rates,
            KeyUseService uses,
            RefusalAuditPublisher refusals,
            Clock clock) {
        this.authentication = authentication;
        this.bearerTokens = bearerTokens;
        this.clients = clients;
        this.guesses = guesses;
        this.openRequests = openRequests;
        this.webhookLimits = webhookLimits;
        this.socketLimits = socketLimits;
        this.rates = rates;
        this.uses = uses;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * Takes a slot for the request, which is released when its response or its connection has ended.
     *
     * @throws ProblemException 429 or 503 if there is none
     */
    void takeSlot(RoutingContext context, Route route, RequestPath path) {
        if (route.isHealth()) {
            return;
        }
        String source = clients.sourceOf(context.request());
        OpenRequests.Slot slot = openRequests.acquire(source);
        context.addEndHandler(ignored -> slot.release());
        context.put(SLOT, slot);
        if (route.access().needsNoCredential()) {
            slot.ofStranger();
        }
        if (route.access() == Access.SIGNED) {
            webhookLimits.take(source, path.text());
        }
    }

    /**
     * Takes a place for the WebSocket that is asked for.
     *
     * @throws ProblemException 429 or 503 if there is none
     */
    SocketLimits.Place placeForSocket(RoutingContext context) {
        return socketLimits.take(clients.sourceOf(context.request()));
    }

    /** The slot that the request has taken; only what is asked about health has none. */
    OpenRequests.Slot slot(RoutingContext context) {
        return Objects.requireNonNull(context.<OpenRequests.Slot>get(SLOT));
    }

    /** Determines whom the credential stands for; fails with a problem, which is delayed more and more where a source guesses. */
    Future<CurrentPrincipal.Accepted> identify(RoutingContext context, Route route) {
        Optional<PresentedCredential> presented = PresentedCredential.of(context.request());
        if (presented.isEmpty()) {
            return Future.failedFuture(unauthenticated());
        }
        PresentedCredential credential = presented.get();
        if (credential.byCookie() && !SessionCookie.isOfOurPage(context.request())) {
            return Future.failedFuture(
                    ProblemException.forbidden("Only pages of this origin act by their cookie: send the header "
                            + SessionCookie.PAGE_HEADER + ", or a token in the header Authorization"));
        }
        Promise<CurrentPrincipal.Accepted> promise = Promise.promise();
        Optional<OpenIdProvider> provider = bearerTokens.providerOf(credential);
        if (provider.isPresent()) {
            identifyByToken(context, route, credential, provider.get(), promise);
            return promise.future();
        }
        SecretHash hash = SecretHash.of(credential.text());
        Optional<Principal> remembered = authentication.remembered(hash);
        if (remembered.isPresent()) {
            decide(context, route, remembered.get(), hash, promise);
            return promise.future();
        }
        context.request().pause();
        authentication
                .find(hash)
                .subscribe()
                .with(
                        found -> found.ifPresentOrElse(
                                principal -> decide(context, route, principal, hash, promise),
                                () -> refuseGuess(context, credential, promise)),
                        failure -> promise.fail(uncheckable(failure)));
        return promise.future();
    }

    private void identifyByToken(
            RoutingContext context,
            Route route,
            PresentedCredential credential,
            OpenIdProvider provider,
            Promise<CurrentPrincipal.Accepted> promise) {
        context.request().pause();
        bearerTokens
                .identify(context, provider)
                .subscribe()
                .with(member -> decide(context, route, member, null, promise), failure -> {
                    if (failure instanceof ProblemException problem && problem.code() != ErrorCode.UNAUTHENTICATED) {
                        promise.fail(problem);
                    } else if (failure instanceof ProblemException) {
                        refuseGuess(context, credential, promise);
                    } else {
                        promise.fail(uncheckable(failure));
                    }
                });
    }

    private static ProblemException uncheckable(Throwable failure) {
        LOG.warnf("credentials cannot be checked error=%s", failure.getClass().getSimpleName());
        return ProblemException.unavailable("Credentials cannot be checked now: try again");
    }

    private void decide(
            RoutingContext context,
            Route route,
            Principal principal,
            @Nullable SecretHash hash,
            Promise<CurrentPrincipal.Accepted> promise) {
        try {
            if (principal instanceof Principal.Member member) {
                member.limits().require(clock.instant(), () -> clients.addressOf(context.request()));
                count(context, member);
            }
            requirePass(route, principal);
        } catch (ProblemException refused) {
            refuse(context, route, principal, refused, promise);
            return;
        }
        promise.complete(new CurrentPrincipal.Accepted(principal, hash));
    }

    /** Whoever may not do this learns it when the audit log has a line of it. */
    private void refuse(
            RoutingContext context,
            Route route,
            Principal principal,
            ProblemException refused,
            Promise<CurrentPrincipal.Accepted> promise) {
        if (refused.code() != ErrorCode.FORBIDDEN || !(principal instanceof Principal.Member member)) {
            promise.fail(refused);
            return;
        }
        context.request().pause();
        refusals.tell(member, originOf(context, principal), refusedRequest(context, route))
                .subscribe()
                .with(told -> promise.fail(refused), failure -> promise.fail(untold(failure)));
    }

    private static ProblemException untold(Throwable failure) {
        LOG.warnf(
                "refusal cannot be told to the audit log error=%s",
                failure.getClass().getSimpleName());
        return ProblemException.unavailable("The request cannot be served now: try again");
    }

    /**
     * The caller as services are told of it. If a service, or a resource of this process, refuses the request as forbidden, the
     * audit log gets a line of it.
     */
    Caller admitted(RoutingContext context, Route route, Principal principal) {
        CallerOrigin origin = originOf(context, principal);
        if (principal instanceof Principal.Member member) {
            RefusalAuditPublisher.Refused request = refusedRequest(context, route);
            context.addEndHandler(ended -> {
                if (context.response().getStatusCode() == ErrorCode.FORBIDDEN.status()) {
                    refusals.tell(member, origin, request).subscribe().with(told -> {}, AdmissionService::untold);
                }
            });
        }
        return principal.caller().from(origin);
    }

    private CallerOrigin originOf(RoutingContext context, Principal principal) {
        return new CallerOrigin(
                principal.actorKind(), clients.addressOf(context.request()), ResponseRules.requestId(context));
    }

    private static RefusalAuditPublisher.Refused refusedRequest(RoutingContext context, Route route) {
        return new RefusalAuditPublisher.Refused(
                context.request().method().name(),
                route.path().text(),
                String.valueOf(context.request().path()));
    }

    private void count(RoutingContext context, Principal.Member member) {
        rates.take(member, context.response());
        slot(context).ofTenant(member.tenant().toString());
        if (member.kind() == Principal.Kind.API_KEY) {
            uses.note(member.id());
        }
    }

    private void refuseGuess(
            RoutingContext context, PresentedCredential credential, Promise<CurrentPrincipal.Accepted> promise) {
        if (credential.byCookie()) {
            boolean secure = clients.isSecure(context.request());
            context.response().putHeader("Set-Cookie", SessionCookie.clear(secure));
        }
        Duration delay = guesses.failed(clients.sourceOf(context.request()));
        if (delay.isZero()) {
            promise.fail(unauthenticated());
        } else {
            context.vertx().setTimer(delay.toMillis(), ignored -> promise.fail(unauthenticated()));
        }
    }

    private static void requirePass(Route route, Principal principal) {
        Access access = route.access();
        boolean ofInstallation = access == Access.INSTALLATION_OPERATOR;
        boolean right = switch (principal) {
            case Principal.Member member -> !ofInstallation;
            case Principal.InstallationOperator operator -> ofInstallation;
        };
        if (!right) {
            throw ProblemException.forbidden("This credential is not for this address");
        }
        Role least = access.least().orElse(null);
        if (least != null && principal instanceof Principal.Member member && !member.may(least)) {
            throw ProblemException.forbidden(
                    "This takes the role %s: ask an administrator".formatted(least.wireName()));
        }
        if (principal instanceof Principal.Member member && !member.limits().cover(route.scope())) {
            Scope needed = route.scope();
            throw ProblemException.forbidden(
                    needed == null
                            ? "This takes an API key without scopes: they bound this one"
                            : "This takes an API key with the scope %s".formatted(needed.wireName()));
        }
    }

    static ProblemException unauthenticated() {
        return ProblemException.unauthenticated(
                "Send a valid API key or user token in the header Authorization: Bearer …");
    }
}
