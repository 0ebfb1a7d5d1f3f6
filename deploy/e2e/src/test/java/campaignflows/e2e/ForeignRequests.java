package campaignflows.e2e;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Api.Response;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every request that a foreign tenant could make for one campaign and what belongs to it.
 *
 * @param campaign its path
 */
record ForeignRequests(
        String campaign, UUID flow, UUID participant, UUID upload, UUID communication, UUID session, Sender sender) {
    private static final Map<String, Object> NONE = Map.of();

    /** One request that names something of ours. */
    record Request(String method, String path, Object body) {
        Response by(Api api) {
            return switch (body) {
                case String csv -> api.sendCsv(path, BodyPublishers.ofString(csv));
                case Map<?, ?> nothing when nothing.isEmpty() -> api.send(method, path, null);
                default -> api.send(method, path, body, "If-Match", "\"1\"");
            };
        }
    }

    /** Every path with an id of ours in it. */
    List<Request> all() {
        List<Request> all = new ArrayList<>(ofTheCampaign(campaign));
        all.addAll(within(campaign));
        all.addAll(ofTheInstallation());
        return all;
    }

    private List<Request> ofTheCampaign(String base) {
        List<Request> all = new ArrayList<>();
        all.add(new Request("GET", base, NONE));
        all.add(new Request("PATCH", base, Map.of("name", "Taken")));
        all.add(new Request("DELETE", base, NONE));
        all.add(new Request("POST", base + "/start", NONE));
        all.add(new Request("POST", base + "/stop", NONE));
        all.add(new Request("GET", base + "/fields", NONE));
        all.add(new Request(
                "POST", base + "/fields", Map.of("name", "x", "title", "X", "type", "string", "level", "participant")));
        all.add(new Request("PUT", base + "/fields/order", Map.of("names", List.of("size"))));
        all.add(new Request("GET", base + "/flows", NONE));
        all.add(new Request("POST", base + "/flows", Map.of("name", "Theirs")));
        all.add(new Request("PUT", base + "/flows/order", Map.of("ids", List.of(flow))));
        all.add(new Request("GET", base + "/participants", NONE));
        all.add(new Request("POST", base + "/participants", List.of(Person.named("intruder"))));
        all.add(new Request("GET", base + "/uploads", NONE));
        all.add(new Request("POST", base + "/uploads?filename=x.csv", "email\r\nintruder@x.example\r\n"));
        return all;
    }

    /** The parts of our campaign, asked for in the name of that with this path. */
    List<Request> within(String base) {
        List<Request> all = new ArrayList<>();
        all.add(new Request("PATCH", base + "/fields/size", Map.of("title", "Taken")));
        all.add(new Request("DELETE", base + "/fields/size", NONE));
        String theFlow = base + "/flows/" + flow;
        all.add(new Request("GET", theFlow, NONE));
        all.add(new Request("PUT", theFlow, Map.of("name", "Taken", "nodes", List.of(), "edges", List.of())));
        all.add(new Request("PATCH", theFlow, Map.of("name", "Taken")));
        all.add(new Request("DELETE", theFlow, NONE));
        all.add(new Request("POST", theFlow + "/activate", NONE));
        all.add(new Request("POST", theFlow + "/deactivate", NONE));
        all.add(new Request("POST", theFlow + "/validate", NONE));
        all.add(new Request(
                "POST",
                theFlow + "/simulate",
                Map.of("trigger", "participant_created", "participant_id", participant)));
        all.add(new Request("POST", base + "/simulations", Map.of("participants", 1, "flow_id", flow)));
        all.add(new Request("POST", base + "/simulations?flow_id=" + flow, "email\r\nintruder@x.example\r\n"));
        String person = base + "/participants/" + participant;
        all.add(new Request("GET", person, NONE));
        all.add(new Request("PATCH", person, Map.of("attributes", Map.of("name", "Taken"))));
        all.add(new Request("DELETE", person, NONE));
        all.add(new Request("GET", person + "/communications", NONE));
        String theUpload = base + "/uploads/" + upload;
        all.add(new Request("GET", theUpload, NONE));
        all.add(new Request("GET", theUpload + "/errors", NONE));
        all.add(new Request("GET", theUpload + "/errors/rows", NONE));
        return all;
    }

    private List<Request> ofTheInstallation() {
        List<Request> all = new ArrayList<>();
        all.add(new Request("GET", "/api/v1/communications/" + communication, NONE));
        all.add(new Request("GET", "/api/v1/sessions/" + session, NONE));
        for (String thing : List.of("/api/v1/agents/" + sender.agentId(), "/api/v1/channels/" + sender.channelId())) {
            all.add(new Request("GET", thing, NONE));
            all.add(new Request("PATCH", thing, Map.of("name", "Taken")));
            all.add(new Request("DELETE", thing, NONE));
            all.add(new Request("POST", thing + "/start", NONE));
            all.add(new Request("POST", thing + "/stop", NONE));
        }
        return all;
    }
}
