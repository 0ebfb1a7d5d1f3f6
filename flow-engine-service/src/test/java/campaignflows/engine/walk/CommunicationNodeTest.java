package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The communication actions. */
class CommunicationNodeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static WalkFixture fixture() {
        return new WalkFixture()
                .at("2026-06-27T22:30:00.123456789Z")
                .zone("Europe/Berlin")
                .dateFormat("dd.MM.yyyy")
                .field("due_date", FieldType.DATE)
                .field("call_at", FieldType.DATETIME)
                .field("amount", FieldType.NUMERIC)
                .field("note", FieldType.STRING)
                .customer("name", "Ann")
                .participant("due_date", "2026-06-30")
                .participant("call_at", "2026-06-30T22:15:00Z")
                .participant("amount", "10.50");
    }

    @ParameterizedTest
    @CsvSource({"email, EMAIL", "telegram, TELEGRAM", "whatsapp, WHATSAPP", "voice, VOICE", "web, WEB"})
    void shouldPlanOneCommunicationOnItsChannel(String kind, ChannelType channel) {
        // given
        WalkFixture fixture = fixture().flow(communication("n", kind, "HELLO"));
        var event = WalkFixture.createdEvent();

        // when
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();

        // then
        UUID flow = UUID.fromString("00000000-0000-7000-8000-00000000000f");
        assertThat(effects.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.id()).isEqualTo(Ids.derived(event.id(), flow, "n")));
        assertThat(plan(effects).channel()).isEqualTo(channel);
        assertThat(plan(effects).name()).isEqualTo("HELLO");
        assertThat(plan(effects).agentId()).isEqualTo(WalkFixture.AGENT);
        assertThat(plan(effects).channelId()).isEqualTo(WalkFixture.CHANNEL);
        assertThat(plan(effects).run()).isEqualTo(WalkFixture.RUN);
        assertThat(plan(effects).communicationId().version()).isEqualTo(7);
        assertThat(plan(effects).createdAt()).isEqualTo(Instant.parse("2026-06-27T22:30:00.123456Z"));
        assertThat(plan(effects).content()).isEqualTo(MessageContent.NONE);
    }

    @Test
    void shouldBeDueNowWithoutAnySchedule() {
        assertThat(schedule(""))
                .isEqualTo(
                        new Schedule(Instant.parse("2026-06-27T22:30:00.123456Z"), null, null, 0, 0, 0, null, BERLIN));
    }

    @Test
    void shouldPassOnOffsetsAndTimeOfDay() {
        assertThat(schedule("""
                                , "when": {"base": {"kind": "today"}, "offset_days": -1, "offset_hours": 2,
                                  "offset_minutes": 3, "time_of_day": "09:30"}
                                """))
                .isEqualTo(
                        new Schedule(null, LocalDate.parse("2026-06-28"), null, -1, 2, 3, LocalTime.of(9, 30), BERLIN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "{'kind': 'now'}                                           | 2026-06-27T22:30:00.123456Z | none       | none",
                "{'kind': 'today'}                                         | none                        | 2026-06-28 | none",
                "{'kind': 'literal', 'value': '2026-07-01'}                | none                        | 2026-07-01 | none",
                "{'kind': 'literal', 'value': '2026-07-01T09:00'}          | 2026-07-01T07:00:00Z        | none       | none",
                "{'kind': 'literal', 'value': '2026-07-01T09:00:00Z'}      | 2026-07-01T09:00:00Z        | none       | none",
                "{'kind': 'field', 'field': 'participant.due_date'}        | none                        | 2026-06-30 | none",
                "{'kind': 'field', 'field': 'participant.call_at'}         | 2026-06-30T22:15:00Z        | none       | none",
                "{'kind': 'field', 'field': 'participant.result_at'}       | none | none | participant.result_at is not set"
            })
    void shouldResolveTheBase(String base, String instant, String date, String missing) {
        // when
        Schedule schedule = schedule(", \"when\": {\"base\": " + base.replace('\'', '"') + "}");

        // then
        assertThat(schedule.instant()).isEqualTo(instant == null ? null : Instant.parse(instant));
        assertThat(schedule.date()).isEqualTo(date == null ? null : LocalDate.parse(date));
        assertThat(schedule.missing()).isEqualTo(missing);
        assertThat(schedule.zone()).isEqualTo(BERLIN);
    }

    @Test
    void shouldStillPlanWhereTheBaseIsMissing() {
        // when
        EventEffects effects = fixture()
                .flow(communication(
                        "n",
                        "voice",
                        "CALL",
                        ", \"when\": {\"base\": {\"kind\": \"field\", \"field\": \"participant.result_at\"}}"))
                .created();

        // then
        assertThat(commands(effects)).containsExactly("CALL");
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo("participant.result_at is not set");
    }

    @Test
    void shouldResolveParametersToTextForPrograms() {
        // when
        EventEffects effects =
                fixture().flow(communication("n", "telegram", "HELLO", """
                                , "parameters": {
                                  "due": {"kind": "field", "field": "participant.due_date"},
                                  "call": {"kind": "field", "field": "participant.call_at"},
                                  "amount": {"kind": "field", "field": "participant.amount"},
                                  "note": {"kind": "field", "field": "participant.note"},
                                  "text": {"kind": "literal", "value": "as it is"},
                                  "number": {"kind": "literal", "value": 1.25},
                                  "nothing": {"kind": "literal", "value": null},
                                  "soon": {"kind": "relative_date", "base": "today", "offset_days": 2}}
                                """)).created();

        // then
        assertThat(plan(effects).parameters())
                .isEqualTo(Map.of(
                        "due", "2026-06-30",
                        "call", "2026-06-30T22:15:00Z",
                        "amount", "10.50",
                        "text", "as it is",
                        "number", "1.25",
                        "soon", "2026-06-30"));
    }

    @Test
    void shouldFillAnEmailsTemplatesForPeople() {
        // given: due on 30 June, to be called at a quarter past midnight in Berlin
        WalkFixture fixture = fixture().flow(communication("n", "email", "MAIL", """
                , "subject": "Due {{ participant.due_date }}, {{customer.name}}",
                  "body": "{{participant.amount}} by {{participant.call_at}}{{participant.note}}{{communication.name}} <b>&</b> {{participant.nonsense}}."
                """));

        // when
        MessageContent content = plan(fixture.created()).content();

        // then
        assertThat(content.subject()).isEqualTo("Due 30.06.2026, Ann");
        assertThat(content.body()).isEqualTo("10.50 by 01.07.2026 00:15 <b>&</b> .");
    }

    @Test
    void shouldKeepAnEmailsSubjectOnOneLine() {
        // given
        WalkFixture fixture = fixture()
                .field("alias", FieldType.STRING, FieldLevel.CUSTOMER)
                .customer("alias", "Ann\r\nBcc: all@example.org")
                .flow(communication("n", "email", "MAIL", ", \"subject\": \"Hello {{customer.alias}}\""));

        // when / then
        assertThat(plan(fixture.created()).content().subject()).isEqualTo("Hello Ann Bcc: all@example.org");
    }

    @Test
    void shouldFillTheVariablesOfAWhatsAppTemplate() {
        // given
        WalkFixture fixture = fixture().flow(communication("n", "whatsapp", "WA", """
                        , "template": {"name": "reminder", "language": "en", "variables": [
                          {"kind": "field", "field": "participant.due_date"},
                          {"kind": "field", "field": "participant.note"},
                          {"kind": "literal", "value": "x"}]}
                        """));

        // when / then
        assertThat(plan(fixture.created()).content().template())
                .isEqualTo(new MessageContent.ApprovedTemplate(
                        "reminder", "en", java.util.List.of("30.06.2026", "", "x")));
    }

    @ParameterizedTest
    @CsvSource({"telegram", "whatsapp", "voice"})
    void shouldFillTheTextOfAChatMessage(String kind) {
        // given
        WalkFixture fixture = fixture()
                .flow(communication(
                        "n",
                        kind,
                        "CHAT",
                        ", \"subject\": \"S\", \"body\": \"Dear {{customer.name}},\\n{{participant.amount}}\""));

        // when / then
        assertThat(plan(fixture.created()).content()).isEqualTo(new MessageContent(null, "Dear Ann,\n10.50", null));
    }

    @Test
    void shouldLeaveATagForWhatIsKnownOnlyWhenItIsSent() {
        // given
        WalkFixture fixture = fixture().flow(communication("n", "email", "MAIL", """
                , "subject": "For {{customer.name}}",
                  "body": "{{#communication.telegram_link}}Write to {{communication.telegram_link}}{{/communication.telegram_link}}{{customer.telegram_link}}"
                """));

        // when / then
        assertThat(plan(fixture.created()).content().body()).isEqualTo("Write to {{ communication.telegram_link }}");
    }

    @Test
    void shouldLeaveATagInAVariableForWhatIsKnownOnlyWhenItIsSent() {
        // given
        WalkFixture fixture = fixture().flow(communication("n", "whatsapp", "CHAT", """
                , "template": {"name": "invited", "language": "en", "variables": [
                    {"kind": "field", "field": "customer.name"},
                    {"kind": "field", "field": "communication.telegram_link"}]}
                """));

        // when / then
        assertThat(plan(fixture.created()).content())
                .isEqualTo(new MessageContent(
                        null,
                        null,
                        new MessageContent.ApprovedTemplate(
                                "invited", "en", List.of("Ann", "{{ communication.telegram_link }}"))));
    }

    @Test
    void shouldFailANodeWhoseMessageIsTooLong() {
        // given: 20,000 placeholders of 10,000 characters are 200 MB
        WalkFixture fixture = fixture()
                .participant("note", "x".repeat(10_000))
                .flow(communication(
                        "n", "email", "MAIL", ", \"body\": \"" + "{{participant.note}}".repeat(4_000) + "\""));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(effects.commands()).isEmpty();
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(WalkFixture.walk(effects).error())
                .isEqualTo("The message with its values filled in is longer than 1048576 bytes: shorten it");
        assertThat(WalkFixture.step(effects, "n").port()).isNull();
    }

    @Test
    void shouldWalkOnWithoutWaitingForTheEnd() {
        // given: the node's own port leads on
        WalkFixture fixture = fixture()
                .flow(
                        UUID.randomUUID(),
                        String.join(
                                ",",
                                WalkFixture.node("t", "participant_created", "{}"),
                                communication("a", "email", "A"),
                                communication("b", "voice", "B")),
                        WalkFixture.edge("t", "out", "a") + "," + WalkFixture.edge("a", "out", "b"));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).containsExactly("A", "B");
        assertThat(WalkFixture.step(effects, "a").port()).isEqualTo(Port.OUT);
    }

    private static Schedule schedule(String more) {
        return plan(fixture()
                        .flow(communication("n", "telegram", "HELLO", more))
                        .created())
                .schedule();
    }
}
