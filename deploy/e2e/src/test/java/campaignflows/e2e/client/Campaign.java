package campaignflows.e2e.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One campaign, with what its pages can do. */
public final class Campaign {
    private static final Duration IMPORT_LIMIT = Duration.ofSeconds(60);

    private final Api api;
    private final UUID id;

    public Campaign(Api api, UUID id) {
        this.api = api;
        this.id = id;
    }

    public static Campaign create(Api api, String name) {
        JsonNode created = api.post("/api/v1/campaigns", Map.of("name", name, "description", "Made by a test"));
        return new Campaign(api, UUID.fromString(created.path("id").asText()));
    }

    /** An upload with its counters. */
    public record Upload(
            UUID id,
            String source,
            @Nullable String filename,
            String status,
            @Nullable String message,
            long total,
            @JsonProperty("new") long created,
            long updated,
            long failed,
            long bytes,
            long bytesProcessed,
            @Nullable Instant uploadedAt,
            List<String> unknownColumns) {
        public boolean hasEnded() {
            return !status.equals("processing");
        }
    }

    /** What became of a request with participants. */
    public record Added(
            UUID uploadId,
            long total,
            @JsonProperty("new") long created,
            long updated,
            long failed,
            List<ItemError> errors) {}

    public record ItemError(
            long index, @Nullable String field, @Nullable String value, String message) {}

    /** A row of the list of participants. */
    public record Participant(
            UUID id,
            UUID customerId,
            @Nullable String objectId,
            @Nullable String timezone,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String externalId,
            int communicationsCount,
            String status,
            @Nullable Boolean result) {}

    /** A row of a participant's communications. */
    public record Communication(
            UUID id,
            UUID participantId,
            String name,
            String status,
            @Nullable String reason,
            String channel,
            UUID channelId,
            UUID agentId,
            Instant scheduledAt,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable UUID sessionId,
            Map<String, Object> results) {}

    public UUID id() {
        return id;
    }

    public String path() {
        return "/api/v1/campaigns/" + id;
    }

    public JsonNode get() {
        return api.get(path());
    }

    /** Adds a field of the level Participant. */
    public Campaign field(String name, String title, String type, boolean imported) {
        api.post(
                path() + "/fields",
                Map.of("name", name, "title", title, "type", type, "level", "participant", "import", imported));
        return this;
    }

    public List<String> fieldNames() {
        return api.get(path() + "/fields").path("items").findValuesAsText("name");
    }

    /** A new flow, saved as the canvas saves it; inactive. */
    public UUID flow(FlowDraft draft) {
        JsonNode empty = api.post(path() + "/flows", Map.of("name", draft.name()));
        String flow = path() + "/flows/" + empty.path("id").asText();
        api.put(flow, draft.body(), "If-Match", "\"" + empty.path("revision").asLong() + "\"");
        return UUID.fromString(empty.path("id").asText());
    }

    public Campaign activeFlow(FlowDraft draft) {
        return activate(flow(draft));
    }

    public Campaign activate(UUID flow) {
        api.post(path() + "/flows/" + flow + "/activate", null);
        return this;
    }

    /** A participant's walks, latest first. */
    public List<JsonNode> walks(UUID participant) {
        return pages(path() + "/participants/" + participant + "/walks?limit=500", JsonNode.class);
    }

    public Campaign start() {
        api.post(path() + "/start", null);
        return this;
    }

    public Campaign stop() {
        api.post(path() + "/stop", null);
        return this;
    }

    public Upload beginUpload(String filename, BodyPublisher csv) {
        Api.Response answer =
                api.sendCsv(path() + "/uploads?filename=" + URLEncoder.encode(filename, StandardCharsets.UTF_8), csv);
        if (answer.status() != 202) {
            throw new AssertionError("Expected the upload to be accepted, but got " + answer);
        }
        return answer.as(Upload.class);
    }

    /** Uploads and waits until the import has ended. */
    public Upload upload(String filename, String csv) {
        UUID upload = beginUpload(filename, BodyPublishers.ofString(csv)).id();
        return Await.until("the end of the upload", IMPORT_LIMIT, () -> upload(upload), Upload::hasEnded);
    }

    /** Whether rows that change nothing fire Participant Updated (rule U7). */
    public Campaign updatedOnUnchanged(boolean fires) {
        api.patch(path(), Map.of("updated_on_unchanged", fires));
        return this;
    }

    public Upload upload(UUID upload) {
        return Api.as(api.get(path() + "/uploads/" + upload), Upload.class);
    }

    public List<List<String>> errors(UUID upload) {
        return Csv.read(api.text(path() + "/uploads/" + upload + "/errors"));
    }

    public String failedRows(UUID upload) {
        return api.text(path() + "/uploads/" + upload + "/errors/rows");
    }

    public Added add(Person... people) {
        return add(List.of(people));
    }

    public Added add(List<Person> people) {
        return Api.as(api.post(path() + "/participants", people), Added.class);
    }

    public List<Participant> participants() {
        return pages(path() + "/participants?limit=500", Participant.class);
    }

    /** How many there are in this status, exact up to 10,000. */
    public long count(String status) {
        return api.get(path() + "/participants?limit=1&status=" + status)
                .path("total")
                .asLong();
    }

    /** All by external id and, if there is one, object: {@code cust_1} or {@code cust_1/loan_7}. */
    public Map<String, Participant> byKey() {
        return participants().stream()
                .collect(Collectors.toMap(
                        one -> one.externalId() + (one.objectId() == null ? "" : "/" + one.objectId()),
                        Function.identity()));
    }

    /** Newest first. */
    public List<Communication> communications(UUID participant) {
        return pages(path() + "/participants/" + participant + "/communications?limit=500", Communication.class);
    }

    public Communication communication(UUID communication) {
        return Api.as(api.get("/api/v1/communications/" + communication), Communication.class);
    }

    private <T> List<T> pages(String path, Class<T> type) {
        List<T> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + cursor);
            page.path("items").forEach(item -> all.add(Api.as(item, type)));
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + URLEncoder.encode(page.path("next_cursor").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
