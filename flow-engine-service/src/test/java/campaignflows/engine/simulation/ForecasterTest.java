package campaignflows.engine.simulation;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.value.TenantFormats;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationScope;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkRecorded.Way;
import campaignflows.platform.values.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W6 forecasts")
class ForecasterTest {
    private static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-00000000000f");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-00000000000e");
    private static final String AT = "2026-03-28T10:00:00Z";
    private static final SimulationSubjectLine.End END = new SimulationSubjectLine.End(null);

    private final WalkFixture fixture = new WalkFixture()
            .field("due", FieldType.DATE)
            .field("seen", FieldType.INTEGER)
            .tenantZone("Europe/Berlin");

    private Forecaster forecaster(@Nullable UUID flowId, @Nullable NodeType trigger) {
        SimulationScope scope = new SimulationScope(fixture.campaign(), flowId, Instant.parse(AT));
        return new Forecaster(new SimulationRun(scope, TenantFormats.of(fixture.tenant())), trigger);
    }

    private static SimulationSubjectLine.Subject subject(Map<String, String> values, NodeType... triggers) {
        return subject(WalkFixture.CUSTOMER, Map.of("email", "a@example.org"), values, triggers);
    }

    private static SimulationSubjectLine.Subject subject(
            UUID customer, Map<String, String> profile, Map<String, String> values, NodeType... triggers) {
        ParticipantSnapshot snapshot = new ParticipantSnapshot(
                WalkFixture.TENANT, WalkFixture.CAMPAIGN, Ids.v7(), customer, null, null, profile, values, null, null);
        Set<ChannelType> reachable = profile.containsKey("email") ? Set.of(ChannelType.EMAIL) : Set.of();
        return new SimulationSubjectLine.Subject(snapshot, true, List.of(triggers), reachable);
    }

    private static String dueMail(String more) {
        return communication("mail", "email", "DUE", more);
    }

    @Test
    void shouldCountWaysMessagesAndDaysOfTheTenant() {
        fixture.flow(
                FLOW,
                node("t", "participant_created", "{}") + ","
                        + node(
                                "check",
                                "field_check",
                                "{\"property\": \"participant.due\", \"operator\": \"is_on_or_after\", \"value\": {\"kind\": \"relative_date\", \"base\": \"today\", \"offset_days\": 1}}")
                        + ","
                        + dueMail(
                                ", \"when\": {\"base\": {\"kind\": \"field\", \"field\": \"participant.due\"}, \"time_of_day\": \"00:30\"}"),
                edge("t", "out", "check") + "," + edge("check", "match", "mail"));
        Forecaster forecaster = forecaster(FLOW, NodeType.PARTICIPANT_CREATED);
        forecaster.add(subject(Map.of("due", "2026-03-29")));
        forecaster.add(subject(Map.of("due", "2026-03-31")));
        forecaster.add(subject(Ids.v7(), Map.of(), Map.of("due", "2026-03-31")));
        forecaster.add(subject(Map.of("due", "2026-03-28")));
        forecaster.add(subject(Map.of()));

        ForecastResult result = forecaster.end(END);

        assertThat(result.participants()).isEqualTo(5);
        assertThat(result.walks()).containsExactly(new ForecastResult.FlowWalks(FLOW, 5, 0));
        assertThat(result.ways())
                .containsExactlyInAnyOrder(
                        new ForecastResult.FlowWay(FLOW, new Way("t", Port.OUT, "check"), 5),
                        new ForecastResult.FlowWay(FLOW, new Way("check", Port.MATCH, "mail"), 3),
                        new ForecastResult.FlowWay(FLOW, new Way("check", Port.ELSE, null), 2),
                        new ForecastResult.FlowWay(FLOW, new Way("mail", Port.OUT, null), 3));
        ForecastResult.Communications mails = result.communications().getFirst();
        assertThat(List.of(mails.count(), mails.skipped(), mails.unreachable())).containsExactly(3L, 0L, 1L);
        // The night in which the clocks change: half past midnight is still winter time.
        assertThat(mails.earliest()).isEqualTo("2026-03-28T23:30:00Z");
        assertThat(mails.latest()).isEqualTo("2026-03-30T22:30:00Z");
        assertThat(mails.days())
                .containsExactly(
                        new ForecastResult.Day(LocalDate.of(2026, 3, 29), 1),
                        new ForecastResult.Day(LocalDate.of(2026, 3, 31), 1));
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.nodeId()).isEqualTo("check");
            assertThat(problem.message()).isEqualTo("participant.due is not set");
            assertThat(problem.endsWalk()).isFalse();
            assertThat(problem.count()).isEqualTo(1);
        });
    }

    @Test
    void shouldWalkWhatWalksCauseAtOnce() {
        fixture.flow(
                        FLOW,
                        node("t", "participant_created", "{}") + ","
                                + node(
                                        "write",
                                        "update_field",
                                        "{\"updates\": [{\"field\": \"participant.seen\", \"value\": {\"kind\": \"literal\", \"value\": 1}}]}")
                                + ","
                                + dueMail(
                                        ", \"when\": {\"base\": {\"kind\": \"field\", \"field\": \"participant.due\"}}"),
                        edge("t", "out", "write") + "," + edge("write", "out", "mail"))
                .flow(
                        OTHER,
                        node("u", "participant_updated", "{}") + "," + node("e", "communication_ended", "{}") + ","
                                + communication("updated", "email", "UPDATED") + ","
                                + communication("ended", "email", "ENDED"),
                        edge("u", "out", "updated") + "," + edge("e", "out", "ended"));
        Forecaster forecaster = forecaster(null, NodeType.PARTICIPANT_CREATED);
        forecaster.add(subject(Map.of("seen", "1", "due", "2026-04-01")));
        forecaster.add(subject(Map.of()));

        ForecastResult result = forecaster.end(END);

        assertThat(result.events()).isEqualTo(4);
        assertThat(result.followUps()).isEqualTo(2);
        assertThat(result.communications())
                .extracting(
                        ForecastResult.Communications::name,
                        ForecastResult.Communications::count,
                        ForecastResult.Communications::skipped)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("DUE", 2L, 1L),
                        org.assertj.core.groups.Tuple.tuple("UPDATED", 1L, 0L),
                        org.assertj.core.groups.Tuple.tuple("ENDED", 1L, 0L));
        assertThat(result.updates())
                .singleElement()
                .satisfies(update -> assertThat(update.count()).isEqualTo(1));
    }

    @Test
    void shouldEndWhatSetsItselfOff() {
        fixture.flow(
                FLOW,
                node("u", "participant_updated", "{}") + ","
                        + node(
                                "write",
                                "update_field",
                                "{\"updates\": [{\"field\": \"participant.seen\", \"value\": {\"kind\": \"expression\", \"code\": \"(participant.seen or 0) + 1\"}}]}"),
                edge("u", "out", "write"));
        Forecaster forecaster = forecaster(null, NodeType.PARTICIPANT_UPDATED);
        forecaster.add(subject(Map.of("seen", "0")));

        ForecastResult result = forecaster.end(END);

        assertThat(result.events()).isEqualTo(22);
        assertThat(result.walks()).containsExactly(new ForecastResult.FlowWalks(FLOW, 21, 1));
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.endsWalk()).isTrue();
            assertThat(problem.message()).contains("longer than 20");
        });
    }

    @Test
    void shouldLetLaterEventsAndParticipantsOfTheCustomerSeeWhatEarlierOnesDid() {
        fixture.field("tier", FieldType.STRING, campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER)
                .flow(
                        FLOW,
                        node("t", "participant_created", "{}") + "," + node("u", "participant_updated", "{}") + ","
                                + node(
                                        "check",
                                        "field_check",
                                        "{\"property\": \"communication.name\", \"operator\": \"is_set\"}")
                                + "," + dueMail("") + ","
                                + node(
                                        "gold",
                                        "field_check",
                                        "{\"property\": \"customer.tier\", \"operator\": \"is_set\"}")
                                + ","
                                + node(
                                        "write",
                                        "update_field",
                                        "{\"updates\": [{\"field\": \"customer.tier\", \"value\": {\"kind\": \"literal\", \"value\": \"gold\"}}]}"),
                        edge("t", "out", "gold") + "," + edge("u", "out", "check") + "," + edge("check", "else", "mail")
                                + "," + edge("gold", "else", "mail") + "," + edge("mail", "out", "write"));
        Forecaster forecaster = forecaster(FLOW, null);
        forecaster.add(subject(Map.of(), NodeType.PARTICIPANT_CREATED, NodeType.PARTICIPANT_UPDATED));
        forecaster.add(subject(Map.of(), NodeType.PARTICIPANT_CREATED));

        ForecastResult result = forecaster.end(END);

        // The first row mails; its second row and the update see the mail; the second participant sees the tier.
        assertThat(result.communications().getFirst().count()).isEqualTo(1);
        assertThat(result.ways())
                .contains(
                        new ForecastResult.FlowWay(FLOW, new Way("check", Port.MATCH, null), 2),
                        new ForecastResult.FlowWay(FLOW, new Way("gold", Port.MATCH, null), 1),
                        new ForecastResult.FlowWay(FLOW, new Way("gold", Port.ELSE, "mail"), 1));
    }

    @Test
    void shouldPassOverWhoseCommunicationDoesNotFireTheTrigger() {
        fixture.flow(FLOW, node("e", "communication_ended", "{}") + "," + dueMail(""), edge("e", "out", "mail"));
        Forecaster forecaster = forecaster(FLOW, NodeType.COMMUNICATION_ENDED);
        forecaster.add(subject(Map.of()));
        for (CommunicationStatus status : List.of(CommunicationStatus.PLANNED, CommunicationStatus.NO_RESPONSE)) {
            ParticipantSnapshot snapshot = new ParticipantSnapshot(
                    WalkFixture.TENANT,
                    WalkFixture.CAMPAIGN,
                    Ids.v7(),
                    Ids.v7(),
                    null,
                    null,
                    Map.of(),
                    Map.of(),
                    WalkFixture.communicationState("A", status, "2027-01-01T00:00:00Z", Map.of()),
                    null);
            forecaster.add(new SimulationSubjectLine.Subject(snapshot, true, List.of(), Set.of(ChannelType.EMAIL)));
        }

        ForecastResult result = forecaster.end(END);

        assertThat(result.participants()).isEqualTo(3);
        assertThat(result.events()).isEqualTo(1);
        // Though the last communication was made later than the moment of the forecast.
        assertThat(result.communications().getFirst().earliest()).isEqualTo(AT);
    }

    @Test
    void shouldGiveTheSameFiguresForTheSameOrder() {
        fixture.flow(FLOW, node("t", "participant_created", "{}") + "," + dueMail(""), edge("t", "out", "mail"));
        SimulationSubjectLine.Subject subject = subject(Map.of());
        Forecaster first = forecaster(null, NodeType.PARTICIPANT_CREATED);
        Forecaster second = forecaster(null, NodeType.PARTICIPANT_CREATED);

        first.add(subject);
        second.add(subject);

        assertThat(first.end(END)).isEqualTo(second.end(END));
    }
}
