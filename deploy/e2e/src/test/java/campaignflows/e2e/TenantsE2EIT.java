package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Api.Response;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.contract.DescribedOperation;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another tenant sees nothing, reaches nothing and disturbs nothing; who may not call is refused (T1, T2). */
@Order(4)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class TenantsE2EIT {
    private static final int GUESSES = 4;

    /** Variables of paths that name no record. */
    private static final Set<String> WORDS = Set.of("name", "channel");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private LocalSystem system;
    private Api ours;
    private Api theirs;
    private UUID theirTenant;
    private Campaign campaign;
    private UUID flow;
    private Sender sender;
    private Upload upload;
    private @Nullable String transfer;
    private Participant participant;
    private ForeignRequests foreign;
    private String user;

    @BeforeAll
    void fill(LocalSystem running) {
        system = running;
        ours = running.admin();
        JsonNode made =
                running.operator().post("/api/v1/tenants", Map.of("name", "Rivals", "timezone", "Europe/Berlin"));
        theirs = running.withKey(made.path("api_key").asText());
        theirTenant = UUID.fromString(made.path("tenant").path("id").asText());

        // Nobody of ours answers, so that nothing of ours changes by itself.
        sender = new Installation(ours)
                .simulated("Nobody answers", Map.of("settings", Map.of("delivered", 0, "failed", 0)));
        campaign = Campaign.create(ours, "Ours").field("size", "Size", "integer", true);
        FlowDraft draft = new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", sender)
                .line("created", "hello");
        flow = campaign.flow(draft);
        ours.post(campaign.path() + "/flows/" + flow + "/activate", null);
        campaign.start();
        upload = campaign.upload(
                "ours.csv",
                Csv.line("external_id", "email", "phone", "size")
                        + Csv.line("tenant-1", "one@ours.example", "+49 30 5550001", "7")
                        + Csv.line("tenant-2", "two@ours.example", "+49 30 5550002", "big"));
        user = ours.post("/api/v1/users", Map.of("email", "user@ours.example", "name", "Ours", "role", "viewer"))
                .path("user")
                .path("id")
                .asText();
        participant = Objects.requireNonNull(campaign.byKey().get("tenant-1"));
        Communication communication = Await.until(
                        "a session",
                        LIMIT,
                        () -> campaign.communications(participant.id()),
                        list -> !list.isEmpty() && list.getFirst().sessionId() != null)
                .getFirst();
        foreign = new ForeignRequests(
                campaign.path(),
                flow,
                participant.id(),
                upload.id(),
                communication.id(),
                Objects.requireNonNull(communication.sessionId()),
                sender);
    }

    @Test
    void shouldShowAnotherTenantNothing() {
        JsonNode made = newTenant("Newcomers");
        Api newcomers = system.withKey(made.path("api_key").asText());
        assertThat(newcomers.get("/api/v1/me").path("tenant").path("id").asText())
                .isEqualTo(made.path("tenant").path("id").asText());
        for (String list : List.of("/api/v1/campaigns", "/api/v1/agents", "/api/v1/channels")) {
            assertThat(newcomers.get(list + "?limit=500").path("items"))
                    .as(list)
                    .isEmpty();
            assertThat(ours.get(list + "?limit=500").path("items")).as(list).isNotEmpty();
        }
        assertThat(newcomers.get("/api/v1/api-keys").path("items")).hasSize(1);
    }

    private JsonNode newTenant(String name) {
        return system.operator().post("/api/v1/tenants", Map.of("name", name, "timezone", "Europe/Berlin"));
    }

    @Test
    void shouldAnswerNotFoundToForeignIds() {
        String before = state();
        for (ForeignRequests.Request request : foreign.all()) {
            Response answer = request.by(theirs);
            assertThat(answer.status()).as(request + " gave " + answer).isEqualTo(404);
            assertProblem(answer, "not_found");
        }
        assertThat(state()).isEqualTo(before);
    }

    /** Whatever they ask, what is ours and what is nowhere are the same to them. */
    @Test
    void shouldNotTellOurIdsFromThoseOfNothing() {
        Map<String, String> ids = ourIds();
        String before = state();
        List<String> told = new ArrayList<>();
        for (DescribedOperation operation : DescribedOperation.of(system.address())) {
            if (operation.isOpen() || WORDS.containsAll(operation.variables())) {
                continue;
            }
            Response ofOurs = operation.by(theirs, operation.at(name -> Objects.requireNonNull(ids.get(name), name)));
            Response ofNothing = operation.by(
                    theirs,
                    operation.at(name -> WORDS.contains(name)
                            ? Objects.requireNonNull(ids.get(name))
                            : UUID.randomUUID().toString()));
            if (!told(ofOurs).equals(told(ofNothing)) || ofOurs.status() >= 500) {
                told.add("%s gave %s of ours, and %s of nothing".formatted(operation, ofOurs, ofNothing));
            }
        }
        assertThat(told).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    private static String told(Response answer) {
        return answer.status() + answer.body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{}");
    }

    /** An id of ours, or a word, for each variable of the document's paths. */
    private Map<String, String> ourIds() {
        return Map.ofEntries(
                Map.entry("campaign_id", campaign.id().toString()),
                Map.entry("flow_id", flow.toString()),
                Map.entry("participant_id", participant.id().toString()),
                Map.entry("customer_id", participant.customerId().toString()),
                Map.entry("upload_id", upload.id().toString()),
                Map.entry("transfer_id", transfer()),
                Map.entry("communication_id", foreign.communication().toString()),
                Map.entry("session_id", foreign.session().toString()),
                Map.entry("agent_id", sender.agentId()),
                Map.entry("channel_id", sender.channelId()),
                Map.entry("key_id", ours.get("/api/v1/me").path("id").asText()),
                Map.entry("user_id", user),
                Map.entry("tenant_id", theirTenant.toString()),
                Map.entry("name", "size"),
                Map.entry("channel", "email"));
    }

    /** Begins the transfer of a file into a campaign of ours, which the document's path of transfers then reaches. */
    private String transfer() {
        Response begun = ours.send(
                "POST",
                campaign.path() + "/uploads/transfers",
                null,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                "10",
                "Upload-Metadata",
                "filename eC5jc3Y=");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        transfer = ours.get(campaign.path() + "/uploads")
                .path("items")
                .path(0)
                .path("id")
                .asText();
        return transfer;
    }

    /** An erasure waits for every file that was begun before it. */
    @AfterAll
    void giveTheTransferUp() {
        ours.delete("/api/v1/users/" + user);
        if (transfer != null) {
            Response given = ours.send(
                    "DELETE", campaign.path() + "/uploads/transfers/" + transfer, null, "Tus-Resumable", "1.0.0");
            assertThat(given.status()).as(given.toString()).isEqualTo(204);
        }
    }

    /** Inside a campaign of their own the foreign parts do not exist either. */
    @Test
    void shouldAnswerNotFoundToForeignIdsInAnOwnCampaign() {
        Campaign own = Campaign.create(theirs, "Theirs");
        String before = state();
        for (ForeignRequests.Request request : foreign.within(own.path())) {
            Response answer = request.by(theirs);
            boolean emptyList = answer.status() == 200
                    && request.path().endsWith("/communications")
                    && answer.json().path("items").isEmpty();
            assertThat(emptyList || answer.status() == 404)
                    .as(request + " gave " + answer)
                    .isTrue();
        }
        assertThat(state()).isEqualTo(before);
        theirs.delete(own.path());
    }

    @Test
    void shouldNotLetAnotherTenantUseOurAgents() {
        Campaign own = Campaign.create(theirs, "With our agent");
        UUID stolen = own.flow(new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", sender)
                .line("created", "hello"));
        Response answer = theirs.send("POST", own.path() + "/flows/" + stolen + "/activate", null);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("findings").findValuesAsText("code")).contains("agent_missing");
        Response attached = theirs.send(
                "POST",
                "/api/v1/agents",
                Map.of("name", "Thief", "kind", "simulated", "channel_ids", List.of(sender.channelId())));
        assertThat(attached.status()).isEqualTo(422);
    }

    /** The same person is another customer there: no conflict, no update, no trace. */
    @Test
    void shouldKeepPeopleApart() {
        Campaign own = Campaign.create(theirs, "Same people").field("size", "Size", "string", true);
        Person same = new Person(
                Map.of("external_id", "theirs", "email", "one@ours.example", "name", "Changed", "size", "XL"),
                null,
                null);
        assertThat(own.add(same).created()).isEqualTo(1);
        assertThat(own.participants()).singleElement().satisfies(one -> {
            assertThat(one.customerId()).isNotEqualTo(participant.customerId());
            assertThat(one.email()).isEqualTo("one@ours.example");
        });
        assertThat(Objects.requireNonNull(campaign.byKey().get("tenant-1")).name())
                .isNull();
    }

    @Test
    void shouldRefuseWhoHasNoKey() {
        for (String key : new String[] {null, "wrong", "cf_" + "0".repeat(40)}) {
            Api stranger = system.withKey(key);
            // Each guess of a key waits longer than the one before it: a few show that they are refused, too.
            long most = key == null ? Long.MAX_VALUE : GUESSES;
            for (ForeignRequests.Request request :
                    foreign.all().stream().limit(most).toList()) {
                Response answer = request.by(stranger);
                assertThat(answer.status()).as(request + " gave " + answer).isEqualTo(401);
                assertProblem(answer, "unauthenticated");
            }
            assertThat(stranger.send("POST", "/api/v1/tenants", Map.of("name", "Mine", "timezone", "UTC"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(ours.send("POST", "/api/v1/tenants", Map.of("name", "Mine", "timezone", "UTC"))
                        .status())
                .isIn(401, 403);
        assertThat(system.operator().send("GET", "/api/v1/campaigns", null).status())
                .isIn(401, 403);
        assertThat(ours.send("GET", "/internal/v1/agents?tenant=" + theirTenant, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldLetRolesDoWhatTheyMay() {
        Api viewer = withRole("viewer");
        Api operator = withRole("operator");
        String people = campaign.path() + "/participants";

        assertThat(viewer.get(people).path("items")).isNotEmpty();
        assertThat(viewer.get(campaign.path()).path("name").asText()).isEqualTo("Ours");
        assertForbidden(viewer.send("POST", people, List.of(Person.named("by-viewer"))));
        assertForbidden(viewer.send("DELETE", people + "/" + participant.id(), null));
        assertForbidden(
                viewer.sendCsv(campaign.path() + "/uploads", BodyPublishers.ofString("email\r\na@b.example\r\n")));
        assertForbidden(viewer.send("POST", campaign.path() + "/stop", null));
        assertForbidden(operator.send("POST", campaign.path() + "/stop", null));
        assertForbidden(operator.send("POST", "/api/v1/campaigns", Map.of("name", "By an operator")));
        assertForbidden(operator.send("GET", "/api/v1/api-keys", null));
        assertThat(operator.send("POST", people, List.of(Person.named("by-operator")))
                        .json()
                        .path("new")
                        .asInt())
                .isEqualTo(1);
        assertThat(campaign.get().path("status").asText()).isEqualTo("active");
        assertThat(campaign.byKey()).containsKey("by-operator").doesNotContainKey("by-viewer");
    }

    private Api withRole(String role) {
        return system.withKey(ours.post("/api/v1/api-keys", Map.of("name", "As " + role, "roles", List.of(role)))
                .path("api_key")
                .asText());
    }

    /** All of ours that a stranger could have changed. */
    private String state() {
        var all = JsonNodeFactory.instance.arrayNode();
        all.add(campaign.get());
        all.add(ours.get(campaign.path() + "/fields"));
        all.add(ours.get(campaign.path() + "/flows"));
        all.add(ours.get(campaign.path() + "/participants/" + participant.id()));
        all.add(ours.get(campaign.path() + "/uploads/" + upload.id()));
        all.add(ours.get("/api/v1/users"));
        all.add(ours.get("/api/v1/agents"));
        all.add(ours.get("/api/v1/channels"));
        return all.toPrettyString();
    }

    private static void assertForbidden(Response answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertProblem(answer, "forbidden");
    }

    private static void assertProblem(Response answer, String code) {
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).doesNotContain("Exception");
    }
}
