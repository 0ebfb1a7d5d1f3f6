package campaignflows.gateway.proxy;

import static campaignflows.gateway.proxy.Route.Access.ADMIN;
import static campaignflows.gateway.proxy.Route.Access.CAMPAIGN_MANAGER;
import static campaignflows.gateway.proxy.Route.Access.INSTALLATION_OPERATOR;
import static campaignflows.gateway.proxy.Route.Access.OPERATOR;
import static campaignflows.gateway.proxy.Route.Access.PUBLIC;
import static campaignflows.gateway.proxy.Route.Access.SERVICE;
import static campaignflows.gateway.proxy.Route.Access.SIGNED;
import static campaignflows.gateway.proxy.Route.Access.SOCKET;
import static campaignflows.gateway.proxy.Route.Access.VIEWER;

import campaignflows.gateway.authentication.Scope;
import campaignflows.gateway.openapi.OpenApiMerger;
import campaignflows.gateway.proxy.Route.Access;
import campaignflows.gateway.proxy.Route.Body;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every public path of the system, and the service that serves it. A path that is not in this list does not exist for callers,
 * whatever a service may serve. The first route that matches counts.
 */
@Singleton
public class RouteTable implements OpenApiMerger.Routing {
    private static final String API = "/api/v1";
    private static final String CAMPAIGN = API + "/campaigns/{campaign_id}";

    private final List<Route> routes;

    public RouteTable() {
        this.routes = Stream.of(
                        changing(null, own()),
                        changing(null, people()),
                        changing(Scope.PARTICIPANTS_WRITE, participants()),
                        changing(Scope.PARTICIPANTS_WRITE, customers()),
                        changing(Scope.UPLOADS_WRITE, uploads()),
                        changing(Scope.SETTINGS_WRITE, settings()),
                        changing(Scope.COMMUNICATIONS_WRITE, communications()),
                        changing(Scope.CAMPAIGNS_WRITE, campaigns()),
                        changing(Scope.CAMPAIGNS_WRITE, flows()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> changing(@Nullable Scope scope, List<Route> routes) {
        return routes.stream().map(route -> route.changing(scope)).toList();
    }

    /** What a request finds. */
    public sealed interface Match {
        record Found(Route route) implements Match {}

        record OtherMethods(Set<String> allowed) implements Match {}

        record Nothing() implements Match {}
    }

    public Match find(String method, RequestPath path) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            if (route.path().matches(path)) {
                if (route.allows(method)) {
                    return new Match.Found(route);
                }
                allowed.addAll(route.methods());
            }
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(allowed);
    }

    /**
     * Under which path an operation that a service describes is reached, if it is at all: the path as it is described, or,
     * where only one word in place of a variable is routed to the service, the path with that word.
     *
     * @param template the path as the service describes it
     */
    @Override
    public Optional<String> reachedAt(String service, String method, String template) {
        PathTemplate described = PathTemplate.of(template);
        List<PathTemplate> candidates = routes.stream()
                .filter(route -> route.target().audience().equals(service) && route.allows(method))
                .map(Route::path)
                .toList();
        if (candidates.stream().anyMatch(path -> path.shape().equals(described.shape()))) {
            return Optional.of(template);
        }
        return candidates.stream()
                .flatMap(path -> described.narrowedTo(path).stream())
                .findFirst();
    }

    /** Whose credentials open paths of this form; none where no credential is needed. */
    @Override
    public List<String> callersOf(String method, String template) {
        return described(method, template).access().callers();
    }

    /** The scope that an API key with scopes needs; empty where none is enough, or nobody has one. */
    @Override
    public Optional<String> scopeOf(String method, String template) {
        Route route = described(method, template);
        return route.access().least().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(route.scope()).map(Scope::wireName);
    }

    private Route described(String method, String template) {
        String shape = PathTemplate.of(template).shape();
        return routes.stream()
                .filter(route -> route.allows(method) && route.path().shape().equals(shape))
                .findFirst()
                .orElseThrow();
    }

    List<Route> routes() {
        return routes;
    }

    private static List<Route> own() {
        ServiceName gateway = ServiceName.GATEWAY;
        return List.of(
                route("GET", "/api/docs/**", gateway, PUBLIC),
                route("GET", "/api/openapi", gateway, PUBLIC),
                route("GET", "/q/health/live", gateway, PUBLIC),
                route("GET", "/q/health/ready", gateway, PUBLIC),
                route("GET", "/q/health/group/system", gateway, PUBLIC),
                route("GET", "/internal/v1/tenants/{id}", gateway, SERVICE),
                route("GET POST", API + "/tenants", gateway, INSTALLATION_OPERATOR),
                route("POST", API + "/tenants/{tenant_id}/api-keys", gateway, INSTALLATION_OPERATOR),
                route("GET POST", API + "/session", gateway, PUBLIC),
                route("DELETE", API + "/session", gateway, VIEWER),
                route("GET", API + "/sign-in/{provider}", gateway, PUBLIC),
                route("GET", API + "/sign-in/{provider}/callback", gateway, PUBLIC),
                route("GET", API + "/sign-in/{provider}/sign-out", gateway, PUBLIC),
                route("GET", API + "/me", gateway, VIEWER),
                route("GET", API + "/tenant", gateway, VIEWER),
                route("GET", API + "/audit", gateway, ADMIN),
                route("GET", API + "/audit/export", gateway, ADMIN),
                route("GET PUT", API + "/audit/retention", gateway, ADMIN),
                route("GET PUT", API + "/retention", gateway, ADMIN),
                route("GET POST", API + "/api-keys", gateway, ADMIN),
                route("PATCH DELETE", API + "/api-keys/{key_id}", gateway, ADMIN),
                route("POST", API + "/api-keys/{key_id}/rotate", gateway, ADMIN));
    }

    private static List<Route> people() {
        ServiceName gateway = ServiceName.GATEWAY;
        String user = API + "/users/{user_id}";
        String account = API + "/account";
        return List.of(
                route("POST", API + "/invitations/check", gateway, PUBLIC),
                route("POST", API + "/invitations/accept", gateway, PUBLIC),
                route("PUT", account + "/password", gateway, VIEWER),
                route("POST", account + "/second-factor/secret", gateway, VIEWER),
                route("PUT", account + "/second-factor", gateway, VIEWER),
                route("POST", account + "/second-factor/recovery-codes", gateway, VIEWER),
                route("POST", account + "/second-factor/remove", gateway, VIEWER),
                route("GET POST", API + "/users", gateway, ADMIN),
                route("PATCH DELETE", user, gateway, ADMIN),
                route("POST", user + "/invite", gateway, ADMIN),
                route("DELETE", user + "/second-factor", gateway, ADMIN));
    }

    private static List<Route> participants() {
        String participant = CAMPAIGN + "/participants/{participant_id}";
        return List.of(
                route("POST", CAMPAIGN + "/participants", ServiceName.UPLOAD, OPERATOR, Body.BATCH),
                route("GET", CAMPAIGN + "/participants", ServiceName.PARTICIPANT, VIEWER),
                route("GET", CAMPAIGN + "/participants/export", ServiceName.PARTICIPANT, VIEWER),
                route("GET", API + "/customers", ServiceName.PARTICIPANT, VIEWER),
                route("GET", participant, ServiceName.PARTICIPANT, VIEWER),
                route("PATCH DELETE", participant, ServiceName.PARTICIPANT, OPERATOR),
                route("GET", participant + "/communications", ServiceName.COMMUNICATION, VIEWER));
    }

    private static List<Route> customers() {
        String customer = API + "/customers/{customer_id}";
        return List.of(
                route("GET", customer, ServiceName.PARTICIPANT, VIEWER),
                route("PATCH", customer, ServiceName.PARTICIPANT, OPERATOR),
                route("DELETE", customer, ServiceName.PARTICIPANT, ADMIN),
                route("GET", customer + "/campaigns", ServiceName.PARTICIPANT, VIEWER),
                route("GET", customer + "/erasure", ServiceName.PARTICIPANT, ADMIN),
                route("GET", customer + "/export", ServiceName.PARTICIPANT, ADMIN),
                route("GET", customer + "/communications", ServiceName.COMMUNICATION, VIEWER));
    }

    private static List<Route> uploads() {
        ServiceName upload = ServiceName.UPLOAD;
        String transfer = CAMPAIGN + "/uploads/transfers/{transfer_id}";
        return List.of(
                route("POST", CAMPAIGN + "/uploads", upload, OPERATOR, Body.UPLOAD),
                route("POST", CAMPAIGN + "/uploads/transfers", upload, OPERATOR, Body.UPLOAD),
                route("OPTIONS", CAMPAIGN + "/uploads/transfers", upload, OPERATOR),
                route("PATCH", transfer, upload, OPERATOR, Body.UPLOAD),
                route("HEAD DELETE OPTIONS", transfer, upload, OPERATOR),
                route("GET", CAMPAIGN + "/uploads", upload, VIEWER),
                route("POST", CAMPAIGN + "/uploads/preview", upload, OPERATOR, Body.UPLOAD),
                route("POST", CAMPAIGN + "/uploads/{upload_id}/cancel", upload, OPERATOR),
                route("GET", CAMPAIGN + "/uploads/{upload_id}", upload, VIEWER),
                route("GET", CAMPAIGN + "/uploads/{upload_id}/errors", upload, VIEWER),
                route("GET", CAMPAIGN + "/uploads/{upload_id}/errors/rows", upload, VIEWER));
    }

    private static List<Route> settings() {
        ServiceName communication = ServiceName.COMMUNICATION;
        List<Route> all = new ArrayList<>();
        all.add(route("PATCH", API + "/tenant", ServiceName.GATEWAY, ADMIN));
        for (String kind : List.of("agent", "channel")) {
            String one = API + "/" + kind + "s/{" + kind + "_id}";
            all.add(route("GET", API + "/" + kind + "s", communication, VIEWER));
            all.add(route("POST", API + "/" + kind + "s", communication, ADMIN));
            all.add(route("GET", one, communication, VIEWER));
            all.add(route("PATCH DELETE", one, communication, ADMIN));
            all.add(route("POST", one + "/start", communication, ADMIN));
            all.add(route("POST", one + "/stop", communication, ADMIN));
        }
        all.add(route("POST", API + "/agents/{agent_id}/rotate-secret", communication, ADMIN));
        all.add(route("GET", API + "/contact-limits", communication, VIEWER));
        all.add(route("PUT", API + "/contact-limits/{channel}", communication, ADMIN));
        all.add(route("GET", API + "/stop-words", communication, VIEWER));
        all.add(route("PUT", API + "/stop-words/{channel}", communication, ADMIN));
        return all;
    }

    private static List<Route> communications() {
        ServiceName communication = ServiceName.COMMUNICATION;
        String webhook = API + "/webhooks/channels/{channel_id}";
        return List.of(
                route("POST", API + "/channels/{channel_id}/start-links", communication, OPERATOR),
                route("POST", API + "/blocked-contacts/{channel}/lift", communication, OPERATOR),
                route("GET POST", API + "/preferences/{token}", communication, SIGNED),
                route("GET", API + "/communications/{communication_id}", communication, VIEWER),
                route("GET", API + "/sessions/{session_id}", communication, VIEWER),
                route("GET POST", webhook, communication, SIGNED, Body.WEBHOOK),
                route("POST", webhook + "/calls", communication, SIGNED, Body.WEBHOOK),
                route("POST", API + "/webhooks/agents/{agent_id}", communication, SIGNED, Body.WEBHOOK),
                route("GET", API + "/web/{channel_id}", communication, SOCKET));
    }

    private static List<Route> campaigns() {
        ServiceName campaign = ServiceName.CAMPAIGN;
        return List.of(
                route("GET", API + "/campaigns", campaign, VIEWER),
                route("POST", API + "/campaigns", campaign, CAMPAIGN_MANAGER),
                route("GET", CAMPAIGN, campaign, VIEWER),
                route("PATCH DELETE", CAMPAIGN, campaign, CAMPAIGN_MANAGER),
                route("POST", API + "/campaigns/import", campaign, CAMPAIGN_MANAGER, Body.BATCH),
                route("GET", API + "/customer-fields", campaign, VIEWER),
                route("GET", CAMPAIGN + "/export", campaign, VIEWER),
                route("POST", CAMPAIGN + "/duplicate", campaign, CAMPAIGN_MANAGER),
                route("POST", CAMPAIGN + "/start", campaign, CAMPAIGN_MANAGER),
                route("POST", CAMPAIGN + "/stop", campaign, CAMPAIGN_MANAGER),
                route("GET", CAMPAIGN + "/fields", campaign, VIEWER),
                route("POST", CAMPAIGN + "/fields", campaign, CAMPAIGN_MANAGER),
                route("PUT", CAMPAIGN + "/fields/order", campaign, CAMPAIGN_MANAGER),
                route("PATCH DELETE", CAMPAIGN + "/fields/{name}", campaign, CAMPAIGN_MANAGER),
                route("POST", CAMPAIGN + "/simulations", campaign, VIEWER, Body.SAMPLE),
                route("GET", CAMPAIGN + "/walks", campaign, VIEWER),
                route("GET", CAMPAIGN + "/analytics", campaign, VIEWER),
                route("POST", CAMPAIGN + "/analytics/embed", campaign, VIEWER),
                route("GET", CAMPAIGN + "/participants/{participant_id}/walks", campaign, VIEWER));
    }

    private static List<Route> flows() {
        ServiceName campaign = ServiceName.CAMPAIGN;
        String flow = CAMPAIGN + "/flows/{flow_id}";
        return List.of(
                route("GET", CAMPAIGN + "/flows", campaign, VIEWER),
                route("POST", CAMPAIGN + "/flows", campaign, CAMPAIGN_MANAGER),
                route("PUT", CAMPAIGN + "/flows/order", campaign, CAMPAIGN_MANAGER),
                route("GET", flow, campaign, VIEWER),
                route("PUT PATCH DELETE", flow, campaign, CAMPAIGN_MANAGER),
                route("POST", flow + "/activate", campaign, CAMPAIGN_MANAGER),
                route("POST", flow + "/deactivate", campaign, CAMPAIGN_MANAGER),
                route("POST", flow + "/validate", campaign, VIEWER),
                route("POST", flow + "/simulate", campaign, VIEWER),
                route("GET", flow + "/counts", campaign, VIEWER),
                route("POST", flow + "/check-expression", campaign, VIEWER));
    }

    private static Route route(String methods, String path, ServiceName target, Access access) {
        return route(methods, path, target, access, Body.ORDINARY);
    }

    private static Route route(String methods, String path, ServiceName target, Access access, Body body) {
        return new Route(Set.of(methods.split(" ")), PathTemplate.of(path), target, access, body, null);
    }
}
