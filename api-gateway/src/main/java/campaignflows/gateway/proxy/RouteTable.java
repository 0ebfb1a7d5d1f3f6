package campaignflows.gateway.proxy;

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
        this.routes = Stream.of(own(), participants(), customers(), uploads(), communications(), campaigns())
                .flatMap(List::stream)
                .toList();
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

    /** Whether requests to paths of this form need no credential. */
    @Override
    public boolean isOpen(String method, String template) {
        String shape = PathTemplate.of(template).shape();
        return routes.stream()
                .anyMatch(route -> route.access().needsNoCredential()
                        && route.allows(method)
                        && route.path().shape().equals(shape));
    }

    private static List<Route> own() {
        ServiceName gateway = ServiceName.GATEWAY;
        return List.of(
                route("GET", "/api/docs/**", gateway, Access.PUBLIC),
                route("GET", "/api/openapi", gateway, Access.PUBLIC),
                route("GET", "/q/health/live", gateway, Access.PUBLIC),
                route("GET", "/q/health/ready", gateway, Access.PUBLIC),
                route("GET", "/q/health/group/system", gateway, Access.PUBLIC),
                route("GET", "/internal/v1/tenants/{id}", gateway, Access.SERVICE),
                route("GET POST", API + "/tenants", gateway, Access.OPERATOR),
                route("POST", API + "/tenants/{tenant_id}/api-keys", gateway, Access.OPERATOR),
                route("GET POST", API + "/session", gateway, Access.PUBLIC),
                route("DELETE", API + "/session", gateway, Access.MEMBER),
                route("GET", API + "/me", gateway, Access.MEMBER),
                route("GET PATCH", API + "/tenant", gateway, Access.MEMBER),
                route("GET POST", API + "/api-keys", gateway, Access.MEMBER),
                route("DELETE", API + "/api-keys/{key_id}", gateway, Access.MEMBER));
    }

    private static List<Route> participants() {
        return List.of(
                route("POST", CAMPAIGN + "/participants", ServiceName.UPLOAD, Access.MEMBER, Body.BATCH),
                route("GET", CAMPAIGN + "/participants", ServiceName.PARTICIPANT),
                route("GET", CAMPAIGN + "/participants/export", ServiceName.PARTICIPANT),
                route("GET", API + "/customers", ServiceName.PARTICIPANT),
                route("GET PATCH DELETE", CAMPAIGN + "/participants/{participant_id}", ServiceName.PARTICIPANT),
                route("GET", CAMPAIGN + "/participants/{participant_id}/communications", ServiceName.COMMUNICATION));
    }

    private static List<Route> customers() {
        String customer = API + "/customers/{customer_id}";
        return List.of(
                route("GET PATCH DELETE", customer, ServiceName.PARTICIPANT),
                route("GET", customer + "/campaigns", ServiceName.PARTICIPANT),
                route("GET", customer + "/erasure", ServiceName.PARTICIPANT),
                route("GET", customer + "/communications", ServiceName.COMMUNICATION));
    }

    private static List<Route> uploads() {
        ServiceName upload = ServiceName.UPLOAD;
        String transfer = CAMPAIGN + "/uploads/transfers/{transfer_id}";
        return List.of(
                route("POST", CAMPAIGN + "/uploads", upload, Access.MEMBER, Body.UPLOAD),
                route("POST", CAMPAIGN + "/uploads/transfers", upload, Access.MEMBER, Body.UPLOAD),
                route("OPTIONS", CAMPAIGN + "/uploads/transfers", upload),
                route("PATCH", transfer, upload, Access.MEMBER, Body.UPLOAD),
                route("HEAD DELETE OPTIONS", transfer, upload),
                route("GET", CAMPAIGN + "/uploads", upload),
                route("POST", CAMPAIGN + "/uploads/preview", upload, Access.MEMBER, Body.UPLOAD),
                route("POST", CAMPAIGN + "/uploads/{upload_id}/cancel", upload),
                route("GET", CAMPAIGN + "/uploads/{upload_id}", upload),
                route("GET", CAMPAIGN + "/uploads/{upload_id}/errors", upload),
                route("GET", CAMPAIGN + "/uploads/{upload_id}/errors/rows", upload));
    }

    private static List<Route> communications() {
        ServiceName communication = ServiceName.COMMUNICATION;
        List<Route> all = new ArrayList<>();
        for (String kind : List.of("agent", "channel")) {
            all.add(route("GET POST", API + "/" + kind + "s", communication));
            all.add(route("GET PATCH DELETE", API + "/" + kind + "s/{" + kind + "_id}", communication));
            all.add(route("POST", API + "/" + kind + "s/{" + kind + "_id}/start", communication));
            all.add(route("POST", API + "/" + kind + "s/{" + kind + "_id}/stop", communication));
        }
        all.add(route("POST", API + "/agents/{agent_id}/rotate-secret", communication));
        all.add(route("POST", API + "/channels/{channel_id}/start-links", communication));
        all.add(route("POST", API + "/blocked-contacts/{channel}/lift", communication));
        all.add(route("GET", API + "/contact-limits", communication));
        all.add(route("PUT", API + "/contact-limits/{channel}", communication));
        all.add(route("GET", API + "/stop-words", communication));
        all.add(route("PUT", API + "/stop-words/{channel}", communication));
        all.add(route("GET POST", API + "/preferences/{token}", communication, Access.SIGNED));
        all.add(route("GET", API + "/communications/{communication_id}", communication));
        all.add(route("GET", API + "/sessions/{session_id}", communication));
        all.add(route("GET POST", API + "/webhooks/channels/{channel_id}", communication, Access.SIGNED, Body.WEBHOOK));
        all.add(route(
                "POST", API + "/webhooks/channels/{channel_id}/calls", communication, Access.SIGNED, Body.WEBHOOK));
        all.add(route("POST", API + "/webhooks/agents/{agent_id}", communication, Access.SIGNED, Body.WEBHOOK));
        all.add(route("GET", API + "/web/{channel_id}", communication, Access.SOCKET));
        return all;
    }

    private static List<Route> campaigns() {
        ServiceName campaign = ServiceName.CAMPAIGN;
        String flow = CAMPAIGN + "/flows/{flow_id}";
        return List.of(
                route("GET POST", API + "/campaigns", campaign),
                route("GET PATCH DELETE", CAMPAIGN, campaign),
                route("POST", API + "/campaigns/import", campaign, Access.MEMBER, Body.BATCH),
                route("GET", API + "/customer-fields", campaign),
                route("GET", CAMPAIGN + "/export", campaign),
                route("POST", CAMPAIGN + "/duplicate", campaign),
                route("POST", CAMPAIGN + "/start", campaign),
                route("POST", CAMPAIGN + "/stop", campaign),
                route("GET POST", CAMPAIGN + "/fields", campaign),
                route("PUT", CAMPAIGN + "/fields/order", campaign),
                route("PATCH DELETE", CAMPAIGN + "/fields/{name}", campaign),
                route("GET POST", CAMPAIGN + "/flows", campaign),
                route("PUT", CAMPAIGN + "/flows/order", campaign),
                route("GET PUT PATCH DELETE", flow, campaign),
                route("POST", flow + "/activate", campaign),
                route("POST", flow + "/deactivate", campaign),
                route("POST", flow + "/validate", campaign),
                route("POST", flow + "/simulate", campaign),
                route("POST", CAMPAIGN + "/simulations", campaign, Access.MEMBER, Body.SAMPLE),
                route("GET", flow + "/counts", campaign),
                route("POST", flow + "/check-expression", campaign),
                route("GET", CAMPAIGN + "/walks", campaign),
                route("GET", CAMPAIGN + "/analytics", campaign),
                route("GET", CAMPAIGN + "/participants/{participant_id}/walks", campaign));
    }

    private static Route route(String methods, String path, ServiceName target) {
        return route(methods, path, target, Access.MEMBER);
    }

    private static Route route(String methods, String path, ServiceName target, Access access) {
        return route(methods, path, target, access, Body.ORDINARY);
    }

    private static Route route(String methods, String path, ServiceName target, Access access, Body body) {
        return new Route(Set.of(methods.split(" ")), PathTemplate.of(path), target, access, body);
    }
}
