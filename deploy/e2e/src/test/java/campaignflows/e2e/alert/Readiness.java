package campaignflows.e2e.alert;

import campaignflows.e2e.client.Api;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** What {@code /q/health/ready} of a management port answers, as step 1 of most pages asks it. */
record Readiness(int status, JsonNode body) {
    private static final int OK = 200;

    static Readiness of(URI management) {
        Api.Response answer = Api.ofService(management, null).send("GET", "/q/health/ready", null);
        return new Readiness(answer.status(), answer.json());
    }

    boolean isReady() {
        return status == OK;
    }

    /** What a check tells under a name; empty if it tells nothing. */
    String told(String check, String name) {
        for (JsonNode one : body.path("checks")) {
            if (one.path("name").asText().equals(check)) {
                return one.path("data").path(name).asText();
            }
        }
        return "";
    }

    /** What the check {@code messaging} says that stands still. */
    String standsStill() {
        return told("messaging", "stands-still");
    }
}
