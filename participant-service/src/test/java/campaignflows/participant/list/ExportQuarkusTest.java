package campaignflows.participant.list;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import de.siegmar.fastcsv.reader.CsvReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@RunningService
class ExportQuarkusTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    ServiceUnderTest service;

    @Inject
    InternalTokens tokens;

    private HttpRequest request(Campaign campaign, String parameters) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/campaigns/" + campaign.id()
                        + "/participants/export" + parameters))
                .header(
                        "Authorization",
                        "Bearer "
                                + tokens.mint(
                                        "participant-service",
                                        new Caller(campaign.tenantId(), "ann", Set.of(Role.VIEWER))))
                .build();
    }

    private HttpResponse<String> export(Campaign campaign, String parameters) throws Exception {
        return http.send(request(campaign, parameters), HttpResponse.BodyHandlers.ofString());
    }

    private List<List<String>> records(Campaign campaign, String parameters) throws Exception {
        HttpResponse<String> response = export(campaign, parameters);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return records(response.body());
    }

    private static List<List<String>> records(String csv) throws IOException {
        List<List<String>> records = new ArrayList<>();
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (var reader = CsvReader.builder().ofCsvRecord(text)) {
            reader.forEach(record -> records.add(record.getFields()));
        }
        return records;
    }

    private Campaign campaign() {
        return campaign("UTC");
    }

    private Campaign campaign(String zone) {
        Campaign campaign = service.newCampaignOf(
                service.newTenant(zone, null),
                Fields.participant("sum", FieldType.NUMERIC),
                Fields.participant("note", FieldType.STRING),
                Fields.customer("status", FieldType.STRING));
        ImportBatch batch = ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,phone,sum,note,status",
                "1,Ann \"A\" Lee,ann@example.org,491701112223,-10.50,=1+1,gold",
                "2,@bo,,,,two;lines,",
                "3,,,,,,");
        service.imported(batch);
        return campaign;
    }

    @Test
    void shouldWriteAllFieldsInOrderAndWhatDescribesTheParticipant() throws Exception {
        Campaign campaign = campaign();

        HttpResponse<String> response = export(campaign, "");
        List<List<String>> records = records(response.body());

        assertThat(response.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
        assertThat(response.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"participants-campaign.csv\"");
        assertThat(records.getFirst())
                .containsExactly(
                        "external_id,name,email,phone,telegram_id,web_id,telegram_username,whatsapp_id,result,result_at,sum,note,status,object_id,timezone,id,customer_id,_status,communications_count,created_at,updated_at"
                                .split(","));
        assertThat(records).hasSize(4);
        assertThat(records.get(1).subList(0, 15))
                .isEqualTo(Arrays.asList(
                        "1,Ann \"A\" Lee,ann@example.org,'+491701112223,,,,,,,-10.50,'=1+1,gold,,".split(",", -1)));
        assertThat(records.get(1).subList(17, 19)).containsExactly("pending", "0");
        assertThat(records.get(2).get(1)).isEqualTo("'@bo");
        assertThat(records.get(2).get(11)).isEqualTo("two;lines");
    }

    @Test
    void shouldBeUploadedAgainWithoutAChange() throws Exception {
        Campaign campaign = campaign();
        List<List<String>> before = records(campaign, "?formulas=keep");

        List<String> header = before.getFirst();
        List<String> importable = List.of("external_id", "name", "email", "phone", "sum", "note", "status");
        ImportBatch again = new ImportBatch(
                campaign.tenantId(),
                campaign.id(),
                Ids.v7(),
                0,
                "00",
                importable,
                IntStream.range(1, before.size())
                        .mapToObj(i -> new ImportBatch.Row(
                                i + 1,
                                null,
                                null,
                                importable.stream()
                                        .map(name -> before.get(i).get(header.indexOf(name)))
                                        .toList()))
                        .toList());
        ImportBatch.Result result = service.imported(again);

        assertThat(result.failed()).isZero();
        assertThat(result.created()).isZero();
        assertThat(records(campaign, "?formulas=keep")).isEqualTo(before);
    }

    @Test
    void shouldBeginSoThatExcelReadsItUnlessAProgramAsks() throws Exception {
        Campaign campaign = campaign();

        assertThat(export(campaign, "").body()).startsWith("\uFEFFexternal_id,name,");
        assertThat(export(campaign, "?bom=true").body()).startsWith("\uFEFFexternal_id,");
        assertThat(export(campaign, "?bom=false").body()).startsWith("external_id,name,");
        assertThat(export(campaign, "?bom=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldFilterByPlainDaysInTheTenantsZone() throws Exception {
        String zone = "Pacific/Kiritimati";
        Campaign campaign = campaign(zone);
        List<List<String>> all = records(campaign, "");
        LocalDate created = Instant.parse(all.get(1).get(all.getFirst().indexOf("created_at")))
                .atZone(ZoneId.of(zone))
                .toLocalDate();

        assertThat(records(campaign, "?created_from=" + created + "&created_to=" + created))
                .isEqualTo(all);
        assertThat(records(campaign, "?created_from=" + created.plusDays(1))).hasSize(1);
        assertThat(records(campaign, "?created_to=" + created.minusDays(1))).hasSize(1);
        assertThat(export(campaign, "?created_to=2026-02-30").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldFilterAsTheListDoes() throws Exception {
        Campaign campaign = campaign();

        assertThat(records(campaign, "?name=lee").stream().map(List::getFirst)).containsExactly("external_id", "1");
        assertThat(records(campaign, "?external_id=2").stream().map(List::getFirst))
                .containsExactly("external_id", "2");
        assertThat(records(campaign, "?status=completed")).hasSize(1);
        assertThat(export(campaign, "?status=done").statusCode()).isEqualTo(400);
        assertThat(export(campaign, "?formulas=run").statusCode()).isEqualTo(400);
        assertThat(export(new Campaign(service.newTenant(), campaign.id()), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldWriteEachOfManyOnceInOrderAndSurviveAReaderThatLeaves() throws Exception {
        Campaign campaign = service.newCampaign();
        for (int from = 0; from < 6_000; from += 2_000) {
            service.imported(ServiceUnderTest.batch(
                    campaign,
                    "external_id,name",
                    IntStream.range(from, from + 2_000)
                            .mapToObj(i -> i + "," + "x".repeat(i % 500))
                            .toArray(String[]::new)));
        }

        HttpResponse<InputStream> left = http.send(request(campaign, ""), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = left.body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
        }
        List<String> ids =
                records(campaign, "").stream().skip(1).map(List::getFirst).toList();

        assertThat(ids)
                .isEqualTo(IntStream.range(0, 6_000).mapToObj(String::valueOf).toList());
        assertThat(new HashSet<>(ids)).hasSize(6_000);
    }
}
