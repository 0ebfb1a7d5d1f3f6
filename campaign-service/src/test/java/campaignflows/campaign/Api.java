package campaignflows.campaign;

import static io.restassured.RestAssured.given;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The public API, called as one tenant's administrator. */
public final class Api {
    private static final String CAMPAIGNS = "/api/v1/campaigns";

    /** An agent that sends what is written in the node, on email. */
    public static final UUID MESSAGES = UUID.fromString("019200a0-0000-7000-8000-000000000001");
    /** Its channel. */
    public static final UUID EMAIL = UUID.fromString("019200a0-0000-7000-8000-000000000002");

    private final InternalTokens tokens;
    private final UUID tenant;

    public Api(InternalTokens tokens, UUID tenant) {
        this.tokens = tokens;
        this.tenant = tenant;
    }

    public UUID tenant() {
        return tenant;
    }

    public RequestSpecification as(Role role) {
        return authorized(new Caller(tenant, "ann", Set.of(role)));
    }

    /** By a user or key of this name. */
    public RequestSpecification as(Role role, String name) {
        return authorized(new Caller(tenant, "019200a0-0000-7000-8000-000000000099", Set.of(role), name));
    }

    public RequestSpecification admin() {
        return as(Role.ADMIN);
    }

    /** As another service of the system. */
    public RequestSpecification service() {
        return authorized(Caller.service("participant-service", tenant));
    }

    private RequestSpecification authorized(Caller caller) {
        return given().header("Authorization", "Bearer " + tokens.mint("campaign-service", caller))
                .contentType(ContentType.JSON);
    }

    public UUID createCampaign(String name) {
        return id(admin().body("{\"name\": \"%s\"}".formatted(name)).post(CAMPAIGNS));
    }

    public Response campaign(UUID id) {
        return admin().get(CAMPAIGNS + "/" + id);
    }

    public String status(UUID id) {
        return campaign(id).path("status");
    }

    public Response post(UUID campaign, String path, String body) {
        return admin().body(body).post(CAMPAIGNS + "/" + campaign + path);
    }

    public Response post(UUID campaign, String path) {
        return admin().post(CAMPAIGNS + "/" + campaign + path);
    }

    public Response patch(UUID campaign, String path, String body) {
        return admin().body(body).patch(CAMPAIGNS + "/" + campaign + path);
    }

    public Response get(UUID campaign, String path) {
        return admin().get(CAMPAIGNS + "/" + campaign + path);
    }

    public Response delete(UUID campaign, String path) {
        return admin().delete(CAMPAIGNS + "/" + campaign + path);
    }

    public Response put(UUID campaign, String path, String body) {
        return admin().body(body).put(CAMPAIGNS + "/" + campaign + path);
    }

    public UUID addFlow(UUID campaign, String name, String graph) {
        return id(post(campaign, "/flows", "{\"name\": \"%s\", %s}".formatted(name, graph)));
    }

    public Response save(UUID campaign, UUID flow, long revision, String graph) {
        return admin().header("If-Match", "\"" + revision + "\"")
                .body("{%s}".formatted(graph))
                .put(CAMPAIGNS + "/" + campaign + "/flows/" + flow);
    }

    public Response activate(UUID campaign, UUID flow) {
        return post(campaign, "/flows/" + flow + "/activate");
    }

    /** A campaign with one valid, active flow. */
    public UUID startableCampaign(String name) {
        UUID campaign = createCampaign(name);
        UUID flow = addFlow(campaign, "Cancel", cancelWhenCreated());
        activate(campaign, flow).then().statusCode(200);
        return campaign;
    }

    public UUID startedCampaign(String name) {
        UUID campaign = startableCampaign(name);
        post(campaign, "/start").then().statusCode(200);
        return campaign;
    }

    /** The nodes and edges of the smallest valid flow. */
    public static String cancelWhenCreated() {
        return """
                "nodes": [{"id": "n1", "type": "participant_created", "name": "", "position": {"x": 0, "y": 0}, "settings": {}},
                          {"id": "n2", "type": "cancel_communications", "name": "", "position": {"x": 0, "y": 1}, "settings": {}}],
                "edges": [{"id": "e1", "source": "n1", "port": "out", "target": "n2"}]""";
    }

    /** A flow that checks a property and emails, by the agent {@link #MESSAGES}. */
    public static String emailIf(String property, String operator, String value, String name) {
        return """
                "nodes": [{"id": "n1", "type": "participant_created", "name": "Created", "position": {"x": 0, "y": 0}, "settings": {}},
                          {"id": "n2", "type": "field_check", "name": "Check", "position": {"x": 0, "y": 1},
                           "settings": {"property": "%s", "operator": "%s", "value": {"kind": "literal", "value": %s}}},
                          {"id": "n3", "type": "email_communication", "name": "Mail", "position": {"x": 0, "y": 2},
                           "settings": {"communication_name": "%s", "agent_id": "%s", "channel_id": "%s",
                                        "when": {"base": {"kind": "now"}}, "subject": "Hello", "body": "Dear {{ customer.name }}"}}],
                "edges": [{"id": "e1", "source": "n1", "port": "out", "target": "n2"},
                          {"id": "e2", "source": "n2", "port": "match", "target": "n3"}]""".formatted(property, operator, value, name, MESSAGES, EMAIL);
    }

    public static AgentSummary messages() {
        return new AgentSummary(
                MESSAGES,
                "Messages",
                AgentKind.MESSAGE,
                RunningStatus.RUNNING,
                List.of(new AgentSummary.AttachedChannel(EMAIL, "Mail", ChannelType.EMAIL, RunningStatus.RUNNING)),
                List.of());
    }

    public static UUID id(Response response) {
        response.then().statusCode(201);
        return UUID.fromString(response.path("id"));
    }
}
