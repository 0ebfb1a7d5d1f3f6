package campaignflows.local.service;

import campaignflows.local.StartException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What the first minutes of a system usually see, done through the public API: a campaign with a flow, a file of people, mails to half
 * of them, single people, and the pages that are looked at. Whatever runs in it runs early and fast later.
 */
public final class TrainingLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROWS = 2_000;
    private static final int SINGLES = 40;
    private static final String CAMPAIGNS = "/api/v1/campaigns";

    private final PublicApi api;

    public TrainingLoad(HttpClient http, URI gateway, String apiKey) {
        this.api = new PublicApi(http, gateway, apiKey);
    }

    /** Returns when all of it was processed; refuses when it was not in time. */
    public void run() throws InterruptedException {
        try {
            String campaign = CAMPAIGNS + "/" + campaign();
            JsonNode flow = api.post(campaign + "/flows", Map.of("name", "Training"));
            String path = campaign + "/flows/" + flow.path("id").asText();
            api.put(path, flow(), flow.path("revision").asLong());
            api.post(path + "/activate");
            api.post(campaign + "/start");
            JsonNode upload = api.upload(campaign + "/uploads?filename=training.csv", rows());
            until(
                    "the file's import",
                    campaign + "/uploads/" + upload.path("id").asText(),
                    page -> page.path("status").asText().equals("completed"));
            for (int i = 0; i < SINGLES; i++) {
                api.post(campaign + "/participants", List.of(person("single-" + i, i)));
                look(campaign);
            }
            until("the mails", campaign + "/participants?limit=100&sort=created_at", TrainingLoad::haveMails);
        } catch (IOException e) {
            throw new StartException("The training run failed: " + e.getMessage());
        }
    }

    private String campaign() throws IOException, InterruptedException {
        String id = api.post(CAMPAIGNS, Map.of("name", "Training")).path("id").asText();
        api.post(
                CAMPAIGNS + "/" + id + "/fields",
                Map.of("name", "amount", "title", "Amount", "type", "numeric", "level", "participant", "import", true));
        return id;
    }

    private Map<String, Object> flow() throws IOException, InterruptedException {
        JsonNode agent = named("/api/v1/agents", "Local messages");
        JsonNode channel = named("/api/v1/channels", "Local email");
        return Map.of(
                "name",
                "Training",
                "nodes",
                List.of(
                        node("created", "participant_created", 0, Map.of()),
                        node(
                                "check",
                                "field_check",
                                1,
                                Map.of(
                                        "property",
                                        "participant.amount",
                                        "operator",
                                        "gt",
                                        "value",
                                        Map.of("kind", "literal", "value", 50))),
                        node(
                                "mail",
                                "email_communication",
                                2,
                                Map.of(
                                        "communication_name",
                                        "TRAINING",
                                        "agent_id",
                                        agent.path("id").asText(),
                                        "channel_id",
                                        channel.path("id").asText(),
                                        "subject",
                                        "For {{ customer.name }}",
                                        "body",
                                        "Amount: {{ participant.amount }}"))),
                "edges",
                List.of(edge("created", "out", "check"), edge("check", "match", "mail")));
    }

    private JsonNode named(String list, String name) throws IOException, InterruptedException {
        return api.list(list).stream()
                .filter(item -> item.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(list + " has no " + name));
    }

    private static Map<String, Object> node(String id, String type, int row, Map<String, Object> settings) {
        return Map.of(
                "id", id, "type", type, "name", "", "position", Map.of("x", 0, "y", 120 * row), "settings", settings);
    }

    private static Map<String, Object> edge(String source, String port, String target) {
        return Map.of("id", source + "-" + target, "source", source, "port", port, "target", target);
    }

    private static Map<String, Object> person(String id, int number) {
        return Map.of(
                "attributes",
                Map.of(
                        "external_id",
                        id,
                        "name",
                        "Person " + number,
                        "email",
                        id + "@example.com",
                        "amount",
                        number % 100));
    }

    private static String rows() {
        StringBuilder csv = new StringBuilder("external_id,name,email,amount\r\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("row-%d,Person %d,row-%d@example.com,%d\r\n".formatted(i, i, i, i % 100));
        }
        return csv.toString();
    }

    private void look(String campaign) throws IOException, InterruptedException {
        for (String page : List.of(
                CAMPAIGNS,
                campaign,
                campaign + "/fields",
                campaign + "/flows",
                campaign + "/uploads",
                campaign + "/participants?limit=50")) {
            api.get(page);
        }
    }

    private static boolean haveMails(JsonNode page) {
        for (JsonNode item : page.path("items")) {
            if (item.path("communications_count").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    private void until(String what, String path, Predicate<JsonNode> condition)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.test(api.get(path))) {
            if (Instant.now().isAfter(deadline)) {
                throw new StartException("The training run waited for " + what + " in vain");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
