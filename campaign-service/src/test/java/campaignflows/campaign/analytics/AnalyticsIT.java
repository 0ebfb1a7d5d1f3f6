package campaignflows.campaign.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.campaign.definition.TopicRecords;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The figures of A1, from the real topics to the response. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class AnalyticsIT extends ServiceIT {
    /** 23:30 of the 31st of May in UTC is the 1st of June in Berlin. */
    private static final Instant MAY = Instant.parse("2026-05-31T21:30:00Z");

    private static final Instant JUNE = Instant.parse("2026-05-31T22:30:00Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Database database;

    @Inject
    FigureService figures;

    @Inject
    AnalyticsRepository analytics;

    TopicRecords records;
    UUID campaign;

    @BeforeEach
    void connect() {
        records = new TopicRecords(kafka);
        campaign = api.createCampaign("Figures");
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    /** One person with one communication. */
    private final class Person {
        final UUID customer = Ids.v7();
        final UUID participant = Ids.v7();
        final UUID communication = Ids.v7();

        void event(Instant at, CustomerEvent event) throws Exception {
            records.write(
                    Topics.PARTICIPANT_EVENTS,
                    customer.toString(),
                    CustomerEvent.FAMILY.encode(new Envelope<>(
                            Ids.v7(), "test", api.tenant(), participant.toString(), at, null, 0, event)));
        }

        void command(CustomerCommand command) throws Exception {
            records.write(
                    Topics.COMMUNICATION_COMMANDS,
                    customer.toString(),
                    CustomerCommand.FAMILY.encode(new Envelope<>(
                            Ids.v7(), "test", api.tenant(), participant.toString(), MAY, null, 0, command)));
        }

        Person created() throws Exception {
            event(MAY, new ParticipantCreated(campaign, participant, customer, 1));
            return this;
        }

        Person planned(String name, Instant at) throws Exception {
            command(new PlanCommunication(
                    campaign,
                    participant,
                    customer,
                    1,
                    Ids.v7(),
                    "n1",
                    communication,
                    name,
                    ChannelType.EMAIL,
                    Api.EMAIL,
                    Api.MESSAGES,
                    at,
                    new Schedule(at, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                    Map.of(),
                    MessageContent.NONE));
            return this;
        }

        Person became(CommunicationStatus status, String name, Instant at) throws Exception {
            CommunicationState state =
                    new CommunicationState(communication, name, status, ChannelType.EMAIL, Api.MESSAGES, Map.of(), at);
            event(
                    at,
                    status.isFinal()
                            ? new CommunicationEnded(campaign, participant, customer, 1, state)
                            : new CommunicationUpdated(campaign, participant, customer, 1, state));
            return this;
        }

        Person removed() throws Exception {
            ParticipantRemoved removal = new ParticipantRemoved(campaign, participant, customer, null);
            event(JUNE, removal);
            command(removal);
            return this;
        }

        Person erased() throws Exception {
            event(JUNE, new CustomerErased(customer));
            command(new CustomerErased(customer));
            return this;
        }
    }

    private JsonPath figures(String query) {
        return api.get(campaign, "/analytics" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void await(String what, String path, Object value) throws Exception {
        Await.until(what, () -> value.equals(figures("").get(path)));
    }

    private static List<Map<String, Object>> statuses(JsonPath figures) {
        return figures.getList("by_status");
    }

    @Test
    @DisplayName("A1: participants, reached, success rate, by status, channel, name and day in the tenant's zone")
    void shouldCountWhatHappened() throws Exception {
        new Person()
                .created()
                .planned("FIRST", MAY)
                .became(CommunicationStatus.STARTED, "FIRST", MAY)
                .became(CommunicationStatus.REPLIED, "FIRST", JUNE);
        new Person()
                .created()
                .planned("FIRST", JUNE)
                .became(CommunicationStatus.STARTED, "FIRST", JUNE)
                .became(CommunicationStatus.NO_RESPONSE, "FIRST", JUNE);
        new Person().created().planned("SECOND", JUNE).became(CommunicationStatus.SKIPPED, "SECOND", JUNE);
        new Person().created().planned("SECOND", JUNE);
        new Person().created();
        await("all participants", "participants", 5);
        await("all communications", "communications", 4);
        await("both reached", "reached", 2);
        await("the skipped one", "by_status.find { it.status == 'skipped' }?.communications", 1);

        JsonPath all = figures("");
        assertThat(all.getString("timezone")).isEqualTo("Europe/Berlin");
        assertThat((Object) all.get("from")).isNull();
        assertThat(all.getInt("successful")).isEqualTo(1);
        assertThat(all.getDouble("success_rate")).isEqualTo(0.5);
        assertThat(statuses(all))
                .containsExactlyInAnyOrder(
                        Map.of("status", "planned", "communications", 1),
                        Map.of("status", "replied", "communications", 1),
                        Map.of("status", "no_response", "communications", 1),
                        Map.of("status", "skipped", "communications", 1));
        assertThat(all.<Map<String, Object>>getList("by_channel"))
                .containsExactly(Map.of("channel", "email", "communications", 4, "reached", 2, "successful", 1));
        assertThat(all.<Map<String, Object>>getList("by_name"))
                .containsExactly(
                        Map.of("name", "FIRST", "communications", 2, "reached", 2, "successful", 1),
                        Map.of("name", "SECOND", "communications", 2, "reached", 0, "successful", 0));
        assertThat(all.<Map<String, Object>>getList("by_day"))
                .containsExactly(
                        Map.of("day", "2026-05-31", "communications", 1, "reached", 1, "successful", 1),
                        Map.of("day", "2026-06-01", "communications", 3, "reached", 1, "successful", 0));

        JsonPath inJune = figures("?from=2026-06-01&to=2026-06-30");
        assertThat(inJune.getInt("communications")).isEqualTo(3);
        assertThat(inJune.getInt("participants")).isEqualTo(5);
        assertThat(inJune.getInt("reached")).isEqualTo(1);
        assertThat(figures("?to=2026-05-30").getInt("participants")).isZero();
        assertThat(figures("?timezone=UTC").<String>getList("by_day.day")).containsExactly("2026-05-31");
    }

    @Test
    void shouldCountAStatusThatIsReadBeforeThePlan() throws Exception {
        Person person = new Person().created().became(CommunicationStatus.STARTED, "A", MAY);
        await("the started one", "by_status.status", List.of("started"));
        person.planned("A", MAY);
        Person last = new Person().created().planned("B", MAY);
        assertThat(last.communication).isNotNull();
        await("the next plan", "by_name.name", List.of("A", "B"));
        assertThat(figures("").getInt("communications")).isEqualTo(2);
        assertThat(statuses(figures(""))).contains(Map.of("status", "started", "communications", 1));
    }

    @Test
    @DisplayName("Who was removed counts no more; what was sent does, and what was planned is canceled")
    void shouldNotCountWhoWasRemoved() throws Exception {
        Person gone = new Person().created().planned("A", MAY).became(CommunicationStatus.DELIVERED, "A", MAY);
        Person waiting = new Person().created().planned("A", MAY);
        await("both", "participants", 2);
        await("the reached one", "reached", 1);
        gone.removed();
        waiting.removed();
        await("that nobody is there", "participants", 0);
        await("that the plan is canceled", "by_status.status", List.of("delivered", "canceled"));
        assertThat(figures("").getInt("reached")).isZero();
        assertThat((Object) figures("").get("success_rate")).isNull();

        // What comes of a conversation with somebody who has left counts as a communication only.
        gone.became(CommunicationStatus.REPLIED, "A", JUNE);
        await("the reply", "by_status.status", List.of("replied", "canceled"));
        assertThat(figures("").getInt("reached")).isZero();
    }

    @Test
    void shouldKeepNobodyOfAnErasedPerson() throws Exception {
        Person person = new Person()
                .created()
                .planned("A", MAY)
                .became(CommunicationStatus.COMPLETED, "A", MAY)
                .removed()
                .erased();
        await("that nobody is there", "participants", 0);
        await("that it was sent", "by_status.status", List.of("completed"));
        Await.until("that the person is forgotten", () -> rowsOf(person.customer) == 0);
        assertThat(figures("").getInt("communications")).isEqualTo(1);
    }

    private long rowsOf(UUID customer) {
        return database.read(tx -> tx.query("""
                        select (select count(*) from seen_communications where customer_id = :customer)
                             + (select count(*) from seen_participants where customer_id = :customer) as count
                        """)
                .bind("customer", customer)
                .one(row -> row.bigint("count"))
                .orElseThrow());
    }

    @Test
    void shouldRefuseWhatIsNoPeriodAndHideWhatIsForeign() {
        api.get(campaign, "/analytics?from=yesterday").then().statusCode(400).body("errors[0].field", equalTo("from"));
        api.get(campaign, "/analytics?from=2026-06-02&to=2026-06-01").then().statusCode(400);
        api.get(campaign, "/analytics?timezone=Mars").then().statusCode(400);
        api.get(campaign, "/analytics?from=+999999999-01-01").then().statusCode(400);
        newTenantApi().get(campaign, "/analytics").then().statusCode(404);
        api.get(campaign, "/analytics")
                .then()
                .statusCode(200)
                .body("participants", equalTo(0))
                .body("success_rate", nullValue())
                .body("by_day", empty());
    }

    @Test
    @DisplayName("The list of campaigns tells flows, active flows, participants and the last upload")
    void shouldTellFiguresInTheListOfCampaigns() throws Exception {
        UUID startable = api.startableCampaign("Startable");
        api.addFlow(startable, "Draft", Api.cancelWhenCreated());
        Instant uploaded = Instant.parse("2026-06-30T10:00:00Z");
        others.lastUpload(campaign, uploaded);
        new Person().created();
        await("the participant", "participants", 1);
        api.admin()
                .get("/api/v1/campaigns?sort=created_at")
                .then()
                .statusCode(200)
                .body("items.name", contains("Figures", "Startable"))
                .body("items.flows", contains(0, 2))
                .body("items.active_flows", contains(0, 1))
                .body("items.participants", contains(1, 0))
                .body("items.last_upload_at", contains(uploaded.toString(), null));
        others.upload.goesDown();
        api.admin()
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .body("items.last_upload_at", contains(nullValue(), nullValue()))
                .body("items.flows", contains(2, 0));
    }

    @Test
    @DisplayName("A1: days add up to what the quarters say, made late, counted along, and made again for another zone")
    void shouldAddUpDaysOfTheTenantsZone() throws Exception {
        new Person().created().planned("Reminder", MAY);
        new Person().created().planned("Reminder", JUNE);
        Await.until(
                "both are counted",
                () -> quarters(BERLIN).stream().anyMatch(one -> one.name() != null && one.communications() == 2));
        assertThat(days(BERLIN)).isEmpty();

        figures("");
        assertThat(days(BERLIN)).isEqualTo(quarters(BERLIN)).hasSize(5);

        Person third = new Person().created().planned("Reminder", JUNE);
        await("the third is counted", "communications", 3);
        third.became(CommunicationStatus.COMPLETED, "Reminder", JUNE);
        Await.until(
                "its end is counted",
                () -> quarters(BERLIN).stream().anyMatch(one -> one.status() == CommunicationStatus.COMPLETED));
        assertThat(days(BERLIN)).isEqualTo(quarters(BERLIN));

        database.useTransaction(tx -> analytics.makeDaysOf(tx, campaign, NEW_YORK));
        assertThat(days(NEW_YORK)).isEqualTo(quarters(NEW_YORK)).isNotEqualTo(quarters(BERLIN));
        assertThat(days(BERLIN)).isEmpty();
        assertThat(figures("?timezone=America/New_York").getList("by_day"))
                .isNotEqualTo(figures("").getList("by_day"));
        assertThat(days(BERLIN)).isEqualTo(quarters(BERLIN));
    }

    private List<AnalyticsRepository.Counted> days(ZoneId zone) {
        return database.read(tx -> analytics.communications(tx, campaign, null, null, zone));
    }

    private List<AnalyticsRepository.Counted> quarters(ZoneId zone) {
        return database.read(tx -> analytics.communicationsByQuarter(tx, campaign, null, null, zone));
    }

    @Test
    @DisplayName("A1 in under 100 ms at a million participants: the answer reads figures, not participants")
    void shouldAddUpTwoMonthsOfQuarters() {
        database.useTransaction(tx -> {
            // Two months of quarters with two names and five statuses: about what a million participants leave behind.
            tx.query("""
                            insert into communication_figures
                            select :campaign::uuid, quarter, name, 'email', status, 9
                              from generate_series('2026-01-01T00:00Z'::timestamptz, '2026-03-02T00:00Z', '15 min') as quarter,
                                   unnest(array['A', 'B']) as name,
                                   unnest(array['planned', 'started', 'replied', 'completed', 'failed']) as status
                            """).bind("campaign", campaign).execute();
            tx.query("""
                            insert into participant_figures
                            select :campaign::uuid, quarter, 174, 100, 40
                              from generate_series('2026-01-01T00:00Z'::timestamptz, '2026-03-02T00:00Z', '15 min') as quarter
                            """).bind("campaign", campaign).execute();
        });
        JsonPath figures = figures("");
        assertThat(figures.getLong("communications")).isEqualTo(5_761L * 10 * 9);
        assertThat(figures.getLong("participants")).isEqualTo(5_761L * 174);
    }
}
