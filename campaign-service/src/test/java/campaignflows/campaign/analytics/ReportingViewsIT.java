package campaignflows.campaign.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.WireName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reporting views say what GET …/analytics and the lists say. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ReportingViewsIT extends ServiceIT {
    /** Hours before and after midnight in Berlin, and a change of its clocks. */
    private static final Instant BEGIN = Instant.parse("2026-03-27T20:00:00Z");

    private static final int QUARTERS = 400;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Inject
    Database database;

    private UUID campaign;

    @BeforeEach
    void createCampaign() {
        System.out.println("seed " + seed);
        campaign = api.createCampaign("Reported");
    }

    @Test
    @DisplayName("A1: communications by day, status, channel and name, before and after the tenant's zone is in use")
    void shouldAgreeAboutCommunications() {
        for (int i = 0; i < 300; i++) {
            count(any(CommunicationStatus.values()), any(ChannelType.values()), any(new String[] {
                "FIRST", "SECOND", "THIRD"
            }));
        }
        assertCommunicationsAgree(figures("?timezone=UTC"), "UTC");
        assertCommunicationsAgree(figures(""), "Europe/Berlin");
    }

    private void assertCommunicationsAgree(JsonPath figures, String zone) {
        assertThat(rows("communications_by_day", "timezone", List.of("communications"))
                        .keySet())
                .containsExactly(zone);
        for (String by : List.of("day", "channel", "name")) {
            List<String> counted = List.of("communications", "reached", "successful");
            assertThat(rows("communications_by_day", by.equals("name") ? "communication_name" : by, counted))
                    .as("by %s in %s, seed %d", by, zone, seed)
                    .isEqualTo(listed(figures, "by_" + by, by, counted));
        }
        assertThat(rows("communications_by_day", "status", List.of("communications")))
                .as("by status in %s, seed %d", zone, seed)
                .isEqualTo(listed(figures, "by_status", "status", List.of("communications")));
    }

    @Test
    @DisplayName("A1: participants, reached and success rate, as a row of the campaign and by day")
    void shouldAgreeAboutParticipants() {
        for (int i = 0; i < 100; i++) {
            database.useTransaction(tx -> tx.query("""
                            insert into participant_figures (campaign_id, quarter, participants, reached, successful)
                            values (:campaign, :quarter, :participants, :reached, :successful)
                                on conflict on constraint participant_figures_pk do nothing
                            """)
                    .bind("campaign", campaign)
                    .bind("quarter", quarter())
                    .bind("participants", random.nextLong(-5, 40))
                    .bind("reached", random.nextLong(-2, 20))
                    .bind("successful", random.nextLong(-1, 9))
                    .execute());
        }
        JsonPath figures = figures("");
        Map<String, Map<String, String>> row =
                rows("campaigns", "campaign_name", List.of("participants", "reached", "successful", "success_rate"));
        assertThat(row.keySet()).containsExactly("Reported");
        Map<String, String> reported = row.getOrDefault("Reported", Map.of());
        assertThat(reported)
                .as("seed %d", seed)
                .containsEntry("participants", figures.getString("participants"))
                .containsEntry("reached", figures.getString("reached"))
                .containsEntry("successful", figures.getString("successful"));
        assertThat(new BigDecimal(reported.getOrDefault("success_rate", "none")))
                .isEqualByComparingTo(figures.getString("success_rate"));
        long listed = api.admin()
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("items[0].participants");
        assertThat(reported.get("participants")).isEqualTo(Long.toString(listed));

        // Of one day, as the API has it for the period of this day.
        rows("participants_by_day", "day", List.of("reached", "successful")).forEach((day, counted) -> {
            JsonPath ofDay = figures("?from=" + day + "&to=" + day);
            assertThat(Math.max(0, Long.parseLong(counted.get("reached"))))
                    .as("%s, seed %d", day, seed)
                    .isEqualTo(ofDay.getLong("reached"));
            assertThat(Math.max(0, Long.parseLong(counted.get("successful")))).isEqualTo(ofDay.getLong("successful"));
        });
    }

    @Test
    void shouldSayNothingOfTheRateWhereNobodyWasReached() {
        assertThat(rows("campaigns", "campaign_name", List.of("participants", "success_rate")))
                .isEqualTo(Map.of("Reported", Map.of("participants", "0", "success_rate", "none")));
    }

    @Test
    @DisplayName("A1: the funnel of each flow as it is now, over all its revisions")
    void shouldAgreeAboutFunnels() {
        UUID first = api.addFlow(campaign, "First", Api.cancelWhenCreated());
        UUID second = api.addFlow(
                campaign, "Second", Api.emailIf("customer.name", "equals", "\"A \\\"quoted\\\" name\"", "HELLO"));
        walked(first, 1, "n1", "out", "n2", 7);
        walked(first, 2, "n1", "out", "n2", 4);
        walked(first, 2, "n2", "", "", 11);
        walked(first, 1, "removed", "out", "n2", 3);
        walked(second, 1, "n1", "out", "n2", 9);
        walked(second, 1, "n2", "match", "n3", 5);
        walked(second, 1, "n2", "else", "", 4);

        JsonPath figures = figures("");
        for (UUID flow : List.of(first, second)) {
            Map<String, Map<String, String>> nodes = database
                    .read(tx -> tx.query("""
                            select node_id as key, entered::text as entered from reporting.flow_funnels
                             where tenant_id = :tenant and campaign_id = :campaign and flow_id = :flow
                            """)
                            .bind("tenant", api.tenant())
                            .bind("campaign", campaign)
                            .bind("flow", flow)
                            .list(row -> Map.entry(row.text("key"), Map.of("entered", row.text("entered")))))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(nodes)
                    .isEqualTo(listed(
                            figures,
                            "funnels.find { it.flow_id == '" + flow + "' }.nodes",
                            "node_id",
                            List.of("entered")));
        }
        assertThat(rows("flow_funnels", "node_label", List.of("entered")).keySet())
                .contains("01 Participant Created", "01 Created", "02 Cancel Communications", "02 Check", "03 Mail");
    }

    @Test
    void shouldReadADraftThatHoldsWhatNoNumberOfPostgresqlIs() {
        UUID flow = api.addFlow(campaign, "Draft", Api.cancelWhenCreated());
        database.useTransaction(tx -> tx.query("update flows set graph = :graph where id = :id")
                .bind(
                        "graph",
                        "{\"nodes\": [{\"id\": \"n1\", \"type\": \"field_check\", \"name\": \"\", \"settings\": {\"value\": 1e999999}}]}")
                .bind("id", flow)
                .execute());
        assertThat(rows("flow_funnels", "node_label", List.of("entered")))
                .isEqualTo(Map.of("01 Field Check", Map.of("entered", "0")));
    }

    @Test
    void shouldTellNothingOfADeletedCampaign() {
        count(CommunicationStatus.PLANNED, ChannelType.EMAIL, "FIRST");
        api.addFlow(campaign, "First", Api.cancelWhenCreated());
        api.delete(campaign, "").then().statusCode(204);
        for (String view : List.of("campaigns", "participants_by_day", "communications_by_day", "flow_funnels")) {
            assertThat(rows(view, "campaign_name", List.of())).as(view).isEmpty();
        }
    }

    private JsonPath figures(String query) {
        return api.get(campaign, "/analytics" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** What a list of the API says, by one of its properties. */
    private static Map<String, Map<String, String>> listed(
            JsonPath figures, String list, String key, List<String> counted) {
        return figures.<Map<String, Object>>getList(list).stream()
                .collect(Collectors.toMap(
                        one -> String.valueOf(one.get(key)),
                        one -> counted.stream()
                                .collect(Collectors.toMap(name -> name, name -> String.valueOf(one.get(name))))));
    }

    /** Sums of a view by one of its columns. */
    private Map<String, Map<String, String>> rows(String view, String key, List<String> summed) {
        String sums = String.join(
                "",
                summed.stream()
                        .map(column -> ", coalesce(sum(%1$s)::text, 'none') as %1$s".formatted(column))
                        .toList());
        return database.read(tx -> tx
                .query(
                        "select %s::text as key%s from reporting.%s where tenant_id = :tenant and campaign_id = :campaign group by 1"
                                .formatted(key, sums, view))
                .bind("tenant", api.tenant())
                .bind("campaign", campaign)
                .list(row -> Map.entry(
                        row.text("key"), summed.stream().collect(Collectors.toMap(column -> column, row::text))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void count(CommunicationStatus status, ChannelType channel, String name) {
        database.useTransaction(tx -> tx.query("""
                        insert into communication_figures (campaign_id, quarter, name, channel, status, communications)
                        values (:campaign, :quarter, :name, :channel, :status, :communications)
                            on conflict on constraint communication_figures_pk do nothing
                        """)
                .bind("campaign", campaign)
                .bind("quarter", quarter())
                .bind("name", name)
                .bind("channel", WireName.of(channel))
                .bind("status", WireName.of(status))
                .bind("communications", random.nextLong(0, 50))
                .execute());
    }

    private void walked(UUID flow, int revision, String node, String port, String next, long walks) {
        database.useTransaction(tx -> tx.query("""
                        insert into walk_counts (campaign_id, flow_id, flow_revision, node_id, port, next_node_id, walks)
                        values (:campaign, :flow, :revision, :node, :port, :next, :walks)
                        """)
                .bind("campaign", campaign)
                .bind("flow", flow)
                .bind("revision", revision)
                .bind("node", node)
                .bind("port", port)
                .bind("next", next)
                .bind("walks", walks)
                .execute());
    }

    private Instant quarter() {
        return BEGIN.plusSeconds(900L * random.nextInt(QUARTERS));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
