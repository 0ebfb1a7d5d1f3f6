package campaignflows.participant.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.simulation.FileRows;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine.Subject;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who takes part in simulations, as campaign- and upload-service ask for them. */
@RunningService
@DisplayName("W6 participants of simulations")
class SimulationSubjectsQuarkusTest {
    private static final ObjectMapper JSON = Json.mapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    InternalTokens tokens;

    private HttpResponse<String> send(UUID tenant, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                tenant,
                method,
                path,
                type,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(UUID tenant, String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + tokens.mint("participant-service", Caller.service("test", tenant)))
                .header("Content-Type", type)
                .method(method, body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] line(FileRows rows) {
        try {
            return JSON.writeValueAsBytes(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(Campaign campaign, String rest) {
        return "/internal/v1/campaigns/" + campaign.id() + "/simulation-subjects" + rest;
    }

    private List<SimulationSubjectLine> lines(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readerFor(SimulationSubjectLine.class)
                .<SimulationSubjectLine>readValues(answer.body())
                .readAll();
    }

    private static List<Subject> subjects(List<SimulationSubjectLine> lines) {
        assertThat(lines.getLast().end()).isNotNull();
        return lines.stream()
                .map(SimulationSubjectLine::subject)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<SimulationSubjectLine> readFile(Campaign campaign, String columns, List<List<String>> parts)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        long number = 2;
        for (List<String> part : parts) {
            List<ImportBatch.Row> rows = new java.util.ArrayList<>();
            for (String row : part) {
                rows.add(new ImportBatch.Row(number++, null, null, Arrays.asList(row.split(",", -1))));
            }
            body.append(JSON.writeValueAsString(new FileRows(List.of(columns.split(",")), rows, List.of())))
                    .append('\n');
        }
        return lines(send(campaign.tenantId(), "POST", path(campaign, ""), "application/x-ndjson", body.toString()));
    }

    /** All tables with their numbers of rows, once what was written before has left the outbox. */
    private List<String> everything() {
        Await.until("an empty outbox", () -> stored.count("select count(*) from outbox") == 0);
        return stored.texts("select c.relname || ' ' || (xpath('/row/c/text()', query_to_xml("
                + "format('select count(*) as c from %I', c.relname), false, true, '')))[1]::text"
                + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1");
    }

    @Test
    void shouldTellTheFirstParticipantsAndWhereTheyCanBeReached() throws Exception {
        Campaign campaign = service.newCampaign(Fields.participant("due", FieldType.DATE));
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,email,phone,due",
                "1,a@example.org,+4930123456,2026-06-30",
                "2,,,",
                "3,c@example.org,,2026-07-01"));
        List<String> before = everything();

        List<Subject> first =
                subjects(lines(send(campaign.tenantId(), "GET", path(campaign, "?limit=2"), "text/plain", "")));

        assertThat(first)
                .hasSize(2)
                .allMatch(Subject::stored)
                .allMatch(subject -> subject.triggers().isEmpty());
        assertThat(first.getFirst().participant().participant()).containsEntry("due", "2026-06-30");
        assertThat(first.getFirst().participant().customer()).containsEntry("email", "a@example.org");
        assertThat(first.getFirst().reachable())
                .containsExactlyInAnyOrder(ChannelType.EMAIL, ChannelType.WHATSAPP, ChannelType.VOICE);
        assertThat(first.getLast().reachable()).isEmpty();
        UUID id = first.getFirst().participant().participantId();
        Subject same = JSON.readValue(
                send(campaign.tenantId(), "GET", path(campaign, "/" + id), "text/plain", "")
                        .body(),
                Subject.class);
        assertThat(same).isEqualTo(first.getFirst());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void shouldPageThroughMany() throws Exception {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id",
                IntStream.range(0, 700).mapToObj(i -> "m" + i).toArray(String[]::new)));

        List<Subject> all =
                subjects(lines(send(campaign.tenantId(), "GET", path(campaign, "?limit=100000"), "text/plain", "")));

        assertThat(all)
                .extracting(subject -> subject.participant().customer().get("external_id"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 700).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void shouldKnowNothingOfAnotherTenantOrCampaign() throws Exception {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1"));
        UUID id = subjects(lines(send(campaign.tenantId(), "GET", path(campaign, "?limit=1"), "text/plain", "")))
                .getFirst()
                .participant()
                .participantId();
        UUID stranger = service.newTenant();
        Campaign other = service.newCampaignOf(campaign.tenantId());

        assertThat(send(stranger, "GET", path(campaign, "/" + id), "text/plain", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(campaign.tenantId(), "GET", path(other, "/" + id), "text/plain", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(campaign.tenantId(), "GET", path(campaign, "/" + Ids.v7()), "text/plain", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(subjects(lines(send(stranger, "GET", path(campaign, "?limit=9"), "text/plain", ""))))
                .isEmpty();
        assertThat(send(stranger, "POST", path(campaign, ""), "application/x-ndjson", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldLandAFileInMemoryAsTheImportWould() throws Exception {
        Campaign campaign = service.newCampaign(Fields.participant("due", FieldType.DATE));
        service.imported(ServiceUnderTest.batch(campaign, "external_id,email,due", "1,a@example.org,2026-06-30"));
        List<String> before = everything();

        List<SimulationSubjectLine> lines = readFile(
                campaign,
                "external_id,email,due",
                List.of(
                        List.of("2,b@example.org,2026-07-01", "1,,2026-07-02", "3,,never"),
                        // The person of the first part, known by what that part said, and then by what this one says.
                        List.of(",b@example.org,2026-07-03", "2,bb@example.org,", "4,a@example.org,")));

        List<Subject> subjects = subjects(lines);
        assertThat(subjects).hasSize(2);
        Subject made = subjects.getFirst();
        assertThat(made.stored()).isFalse();
        assertThat(made.triggers())
                .containsExactly(
                        NodeType.PARTICIPANT_CREATED, NodeType.PARTICIPANT_UPDATED, NodeType.PARTICIPANT_UPDATED);
        assertThat(made.participant().participant()).containsEntry("due", "2026-07-03");
        assertThat(made.participant().customer())
                .containsEntry("email", "bb@example.org")
                .containsEntry("external_id", "2");
        assertThat(made.reachable()).containsExactly(ChannelType.EMAIL);
        Subject known = subjects.getLast();
        assertThat(known.stored()).isTrue();
        assertThat(known.triggers()).containsExactly(NodeType.PARTICIPANT_UPDATED);
        assertThat(known.participant().participant()).containsEntry("due", "2026-07-02");
        SimulationSubjectLine.Rows rows = Objects.requireNonNull(
                Objects.requireNonNull(lines.getLast().end()).rows());
        assertThat(List.of(rows.total(), rows.created(), rows.updated(), rows.failed()))
                .containsExactly(6L, 1L, 3L, 2L);
        assertThat(rows.faults())
                .extracting(SimulationSubjectLine.RowFault::field)
                .containsExactly("due", "external_id");
        assertThat(rows.faults())
                .extracting(SimulationSubjectLine.RowFault::firstRow)
                .containsExactly(4L, 7L);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void shouldRefuseWhatCannotBeHeld() throws Exception {
        Campaign campaign = service.newCampaign(Fields.participant("text", FieldType.STRING));
        String wide = "x".repeat(9_000);
        // 90 MB, written while they are sent: this process holds the service's part of them as well.
        Iterable<byte[]> parts = () -> IntStream.range(0, 10)
                .mapToObj(part -> {
                    List<ImportBatch.Row> rows = IntStream.range(part * 1_000, (part + 1) * 1_000)
                            .mapToObj(i -> new ImportBatch.Row(i + 2, null, null, List.of("h" + i, wide)))
                            .toList();
                    return line(new FileRows(List.of("external_id", "text"), rows, List.of()));
                })
                .iterator();

        HttpResponse<String> answer = send(
                campaign.tenantId(),
                "POST",
                path(campaign, ""),
                "application/x-ndjson",
                HttpRequest.BodyPublishers.ofByteArrays(parts));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("too_large");
    }

    @Test
    void shouldReadAHypotheticalParticipantAsAnEditIsRead() throws Exception {
        Campaign campaign = service.newCampaignOf(
                service.newTenant("Europe/Berlin", "DE"),
                Fields.participant("due", FieldType.DATE),
                Fields.notImported(Fields.participant("at", FieldType.DATETIME)));

        HttpResponse<String> answer = send(
                campaign.tenantId(),
                "POST",
                path(campaign, "/hypothetical"),
                "application/json",
                JSON.writeValueAsString(Map.of(
                        "attributes",
                        Map.of("due", "31.12.2026", "at", "2026-07-01T10:00", "phone", "030 123456", "result", true),
                        "timezone",
                        "America/New_York")));
        HttpResponse<String> wrong = send(
                campaign.tenantId(),
                "POST",
                path(campaign, "/hypothetical"),
                "application/json",
                "{\"attributes\": {\"due\": \"soon\", \"unknown\": null, \"name\": null}}");

        Subject subject = JSON.readValue(answer.body(), Subject.class);
        assertThat(subject.stored()).isFalse();
        assertThat(subject.participant().timezone()).isEqualTo("America/New_York");
        assertThat(subject.participant().participant())
                .containsOnly(
                        Map.entry("due", "2026-12-31"),
                        Map.entry("at", "2026-07-01T14:00:00Z"),
                        Map.entry("result", "true"));
        assertThat(subject.reachable()).containsExactlyInAnyOrder(ChannelType.WHATSAPP, ChannelType.VOICE);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(wrong.body()).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("due", "unknown");
    }

    @Test
    void shouldBeForServicesOnly() {
        Campaign campaign = service.newCampaign();
        Response answer = service.as(
                campaignflows.platform.web.auth.Role.ADMIN,
                campaign.tenantId(),
                "GET",
                path(campaign, "?limit=1"),
                null);
        assertThat(answer.status()).isEqualTo(403);
    }
}
