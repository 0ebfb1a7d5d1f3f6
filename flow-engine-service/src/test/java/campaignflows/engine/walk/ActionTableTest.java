package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static campaignflows.engine.walk.WalkFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.AllowedWindow;
import campaignflows.platform.values.FieldType;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product's action table, a test for each row: what the action does, and whether the walk continues after it. */
class ActionTableTest {
    private static final UUID FLOW = new UUID(0x7000, 1);

    /** Created → the node "n" → a voice communication. */
    private static EventEffects walk(WalkFixture fixture, String node) {
        return fixture.flow(
                        FLOW,
                        String.join(
                                ",",
                                node("t", "participant_created", "{}"),
                                node,
                                communication("after", "voice", "AFTER")),
                        edge("t", "out", "n") + "," + edge("n", "out", "after"))
                .created();
    }

    private static WalkFixture fixture() {
        return new WalkFixture()
                .field("due", FieldType.DATE)
                .participant("due", "2026-06-30")
                .field("count", FieldType.INTEGER)
                .customer("name", "Ann");
    }

    private static void assertGoesOn(EventEffects effects) {
        assertThat(WalkFixture.step(effects, "n").port()).isEqualTo(Port.OUT);
        assertThat(WalkFixture.commands(effects)).endsWith("AFTER");
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(ChannelType.class)
    @DisplayName("Communication: plans one communication and walks on without waiting for its end")
    void shouldPlan(ChannelType channel) {
        // when
        EventEffects effects = walk(
                fixture(),
                communication(
                        "n",
                        channel.name().toLowerCase(java.util.Locale.ROOT),
                        "REMINDER",
                        ", " + parameters() + ", \"when\": {\"base\": {\"kind\": \"today\"}, \"offset_days\": 1,"
                                + " \"time_of_day\": \"08:00\", \"window\": {\"from\": \"09:00\", \"weekdays\": [\"mon\"]}}"));

        // then
        PlanCommunication plan = WalkFixture.plan(effects);
        assertThat(plan.name()).isEqualTo("REMINDER");
        assertThat(plan.channel()).isEqualTo(channel);
        assertThat(plan.agentId()).isEqualTo(WalkFixture.AGENT);
        assertThat(plan.channelId()).isEqualTo(WalkFixture.CHANNEL);
        assertThat(plan.parameters()).isEqualTo(Map.of("greeting", "Hello", "due", "2026-06-30", "name", "ANN"));
        assertThat(plan.schedule().date()).isEqualTo("2026-06-27");
        assertThat(plan.schedule().offsetDays()).isEqualTo(1);
        assertThat(plan.schedule().timeOfDay()).isEqualTo("08:00");
        assertThat(plan.schedule().window())
                .isEqualTo(new AllowedWindow(LocalTime.of(9, 0), LocalTime.MIDNIGHT, Set.of(DayOfWeek.MONDAY)));
        assertThat(WalkFixture.walk(effects).emitted().getFirst())
                .isEqualTo(new WalkRecorded.Emitted("PlanCommunication", plan.communicationId()));
        assertGoesOn(effects);
    }

    private static String parameters() {
        return "\"parameters\": {\"greeting\": %s, \"due\": %s, \"name\": %s}"
                .formatted(
                        literal("\"Hello\""),
                        WalkFixture.fieldValue("participant.due"),
                        "{\"kind\": \"expression\", \"code\": \"customer.name.upper()\"}");
    }

    @Test
    @DisplayName("Email: subject and body templates; WhatsApp: approved template and its variables")
    void shouldFillWhatIsSaid() {
        PlanCommunication email = WalkFixture.plan(walk(
                fixture(),
                communication(
                        "n",
                        "email",
                        "MAIL",
                        ", \"subject\": \"Due {{ participant.due }}\", \"body\": \"{{ customer.name }}\"")));
        assertThat(email.content().subject()).isEqualTo("Due 2026-06-30");
        assertThat(email.content().body()).isEqualTo("Ann");

        PlanCommunication whatsapp = WalkFixture.plan(walk(
                fixture(),
                communication(
                        "n",
                        "whatsapp",
                        "CHAT",
                        ", \"template\": {\"name\": \"due\", \"language\": \"en\", \"variables\": [%s]}"
                                .formatted(WalkFixture.fieldValue("participant.due")))));
        assertThat(whatsapp.content().template()).isNotNull().satisfies(template -> {
            assertThat(template.name()).isEqualTo("due");
            assertThat(template.language()).isEqualTo("en");
            assertThat(template.variables()).isEqualTo(List.of("2026-06-30"));
        });
    }

    @Test
    @DisplayName(
            "a template without name or language is not asked for, as validation has it where the agent finds its own words")
    void shouldPlanWithoutAnUnfinishedTemplate() {
        for (String template : List.of("{\"name\": \"due\"}", "{\"name\": \" \", \"language\": \"en\"}", "{}")) {
            PlanCommunication plan = WalkFixture.plan(
                    walk(fixture(), communication("n", "whatsapp", "CHAT", ", \"template\": " + template)));

            assertThat(plan.content()).as(template).isEqualTo(MessageContent.NONE);
        }
    }

    @Test
    @DisplayName("Email: a section of a boolean that is false is left out")
    void shouldLeaveOutSectionsOfWhatIsFalse() {
        String body =
                "{{#participant.result}}won{{/participant.result}}{{^participant.result}}lost{{/participant.result}}";

        PlanCommunication email = WalkFixture.plan(walk(
                fixture().participant("result", "false"),
                communication("n", "email", "MAIL", ", \"subject\": \"S\", \"body\": \"%s\"".formatted(body))));

        assertThat(email.content().body()).isEqualTo("lost");
    }

    @Test
    @DisplayName("Cancel Communications: cancels all Planned communications of the participant")
    void shouldCancel() {
        EventEffects effects = walk(fixture(), node("n", "cancel_communications", "{}"));

        assertThat(effects.commands().getFirst().command())
                .isEqualTo(new CancelCommunications(
                        WalkFixture.CAMPAIGN,
                        WalkFixture.PARTICIPANT,
                        WalkFixture.CUSTOMER,
                        WalkFixture.RUN,
                        FLOW,
                        "n"));
        assertGoesOn(effects);
    }

    @Test
    @DisplayName(
            "Update Field: writes literals, fields and expressions; an invalid one is recorded and skipped (D1: result_at too)")
    void shouldUpdate() {
        EventEffects effects = walk(
                fixture(),
                update(
                        "n",
                        "customer.name",
                        literal("\"Eve\""),
                        "participant.count",
                        literal("\"many\""),
                        "participant.count",
                        "{\"kind\": \"expression\", \"code\": \"len(customer.name)\"}",
                        "participant.result_at",
                        WalkFixture.fieldValue("participant.due")));

        assertThat(WalkFixture.updates(effects))
                .containsExactly(
                        "customer.name=Eve", "participant.count=3", "participant.result_at=2026-06-30T00:00:00Z");
        assertThat(WalkFixture.step(effects, "n").message())
                .isEqualTo("participant.count was skipped: Not a whole number: use digits only, such as 42 or -7");
        assertGoesOn(effects);
    }

    @Test
    @DisplayName("D1: result_at that is written after result is what counts")
    void shouldWriteResultAtBehindResult() {
        EventEffects effects = walk(
                fixture(),
                update(
                        "n",
                        "participant.result",
                        literal("true"),
                        "participant.result_at",
                        literal("\"2026-01-01T00:00:00Z\"")));

        assertThat(WalkFixture.updates(effects))
                .containsExactly(
                        "participant.result=true",
                        "participant.result_at=2026-06-27T10:00:00Z",
                        "participant.result_at=2026-01-01T00:00:00Z");
    }

    @Test
    @DisplayName("To Another Flow: ends this walk and starts the target's From Another Flow")
    void shouldHandOver() {
        UUID target = new UUID(0x7000, 2);
        WalkFixture fixture = fixture()
                .flow(
                        target,
                        node("from", "from_another_flow", "{}") + "," + communication("there", "email", "THERE"),
                        edge("from", "out", "there"));

        EventEffects effects = walk(fixture, node("n", "to_another_flow", "{\"flow_id\": \"%s\"}".formatted(target)));

        assertThat(WalkFixture.commands(effects)).containsExactly("THERE");
        assertThat(WalkFixture.step(effects, "n").port()).isNull();
    }

    @Test
    @DisplayName("Python Custom Action: may return field updates; a failure is recorded and ends the walk there")
    void shouldRunScripts() {
        EventEffects effects = walk(
                fixture(),
                node(
                        "n",
                        "python_action",
                        "{\"script\": \"def run(context):\\n    return {'count': context.participant.due.day}\"}"));
        assertThat(WalkFixture.updates(effects)).containsExactly("participant.count=30");
        assertGoesOn(effects);

        EventEffects failed =
                walk(fixture(), node("n", "python_action", "{\"script\": \"def run(context):\\n    return 1 / 0\"}"));
        assertThat(WalkFixture.commands(failed)).isEmpty();
        assertThat(WalkFixture.walk(failed).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(WalkFixture.walk(failed).error()).contains("ZeroDivisionError");
    }
}
