package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's example flow, as it is written there. */
class PaymentReminderTest {
    static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-0000000000aa");

    static WalkFixture reminder() {
        return new WalkFixture()
                .field("due_date", FieldType.DATE)
                .field("is_payment_received", FieldType.BOOLEAN)
                .flow(
                        FLOW,
                        String.join(
                                ",",
                                node("created", "participant_created", "{}"),
                                check("paid", "participant.is_payment_received", "equals", literal("false")),
                                node("cancel", "cancel_communications", "{}"),
                                check(
                                        "early",
                                        "participant.due_date",
                                        "is_on_or_after",
                                        "{\"kind\": \"relative_date\", \"base\": \"today\", \"offset_days\": 3}"),
                                communication("before", "whatsapp", "REMINDED_BEFORE_2D"),
                                check(
                                        "due",
                                        "participant.due_date",
                                        "is_on_or_after",
                                        "{\"kind\": \"relative_date\", \"base\": \"today\", \"offset_days\": 0}"),
                                communication("final", "whatsapp", "REMINDED_DUE_DATE")),
                        String.join(
                                ",",
                                edge("created", "out", "paid"),
                                edge("paid", "match", "early"),
                                edge("paid", "else", "cancel"),
                                edge("early", "match", "before"),
                                edge("early", "else", "due"),
                                edge("due", "match", "final")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {
                // paid, due, what is sent on 2026-06-27
                "false, 2026-07-02, REMINDED_BEFORE_2D",
                "false, 2026-06-30, REMINDED_BEFORE_2D",
                "false, 2026-06-29, REMINDED_DUE_DATE",
                "false, 2026-06-27, REMINDED_DUE_DATE",
                "false, 2026-06-26, ''",
                "false, unset, ''",
                "true, 2026-07-02, CANCEL",
                "unset, 2026-07-02, CANCEL"
            })
    void shouldRemindByDueDate(String paid, String due, String expected) {
        // given
        WalkFixture fixture = reminder().at("2026-06-27T10:00:00Z");
        if (paid != null) {
            fixture.participant("is_payment_received", paid);
        }
        if (due != null) {
            fixture.participant("due_date", due);
        }

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        // Around midnight: today is another day in each zone. Due on 2026-06-30, early means today <= 27 June.
        "Europe/Berlin,       2026-06-27T21:59:59Z, REMINDED_BEFORE_2D",
        "Europe/Berlin,       2026-06-27T22:00:00Z, REMINDED_DUE_DATE",
        "UTC,                 2026-06-27T23:59:59Z, REMINDED_BEFORE_2D",
        "UTC,                 2026-06-28T00:00:00Z, REMINDED_DUE_DATE",
        "America/Los_Angeles, 2026-06-28T06:59:59Z, REMINDED_BEFORE_2D",
        "America/Los_Angeles, 2026-06-28T07:00:00Z, REMINDED_DUE_DATE",
        "Pacific/Kiritimati,  2026-06-27T09:59:59Z, REMINDED_BEFORE_2D",
        "Pacific/Kiritimati,  2026-06-27T10:00:00Z, REMINDED_DUE_DATE",
        "Asia/Kathmandu,      2026-06-30T18:14:59Z, REMINDED_DUE_DATE",
        "Asia/Kathmandu,      2026-06-30T18:15:00Z, ''"
    })
    void shouldCountDaysInTheParticipantsZone(String zone, String now, String expected) {
        // given
        WalkFixture fixture = reminder()
                .tenantZone("Asia/Tokyo")
                .zone(zone)
                .at(now)
                .participant("is_payment_received", "false")
                .participant("due_date", "2026-06-30");

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void shouldCountDaysInTheTenantsZoneIfTheParticipantHasNone() {
        // given: in Tokyo it is already 28 June
        WalkFixture fixture = reminder()
                .tenantZone("Asia/Tokyo")
                .at("2026-06-27T15:00:00Z")
                .participant("is_payment_received", "false")
                .participant("due_date", "2026-06-30");

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).containsExactly("REMINDED_DUE_DATE");
    }

    @ParameterizedTest
    @CsvSource({
        // The night of the change is 23 or 25 hours long; days stay days.
        "2026-03-28T22:59:59Z, REMINDED_BEFORE_2D",
        "2026-03-28T23:00:00Z, REMINDED_DUE_DATE",
        "2026-03-29T21:59:59Z, REMINDED_DUE_DATE"
    })
    void shouldCountDaysOverAClockChange(String now, String expected) {
        // given: due on 31 March, Berlin changes its clocks on 29 March
        WalkFixture fixture = reminder()
                .zone("Europe/Berlin")
                .at(now)
                .participant("is_payment_received", "false")
                .participant("due_date", "2026-03-31");

        // when / then
        assertThat(commands(fixture.created())).containsExactly(expected);
    }

    @Test
    void shouldRecordThePathWithTheOperandsOfEachCheck() {
        // given
        WalkFixture fixture = reminder()
                .at("2026-06-27T10:00:00Z")
                .participant("is_payment_received", "false")
                .participant("due_date", "2026-06-28");

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(WalkFixture.walk(effects).steps())
                .containsExactly(
                        new Step("created", Port.OUT, List.of(), null),
                        new Step("paid", Port.MATCH, List.of("false", "false"), null),
                        new Step("early", Port.ELSE, List.of("2026-06-28", "2026-06-30"), null),
                        new Step("due", Port.MATCH, List.of("2026-06-28", "2026-06-27"), null),
                        new Step("final", Port.OUT, List.of("REMINDED_DUE_DATE"), null));
        assertThat(WalkFixture.walk(effects).emitted())
                .singleElement()
                .satisfies(emitted -> assertThat(emitted.id())
                        .isEqualTo(WalkFixture.plan(effects).communicationId()));
    }

    @Test
    void shouldRecordWhyACheckCameToElse() {
        // when
        EventEffects effects =
                reminder().participant("is_payment_received", "false").created();

        // then
        assertThat(WalkFixture.step(effects, "early").operands()).containsExactly("", "2026-06-30");
        assertThat(WalkFixture.step(effects, "early").message()).isEqualTo("participant.due_date is not set");
        assertThat(WalkFixture.step(effects, "due").port()).isEqualTo(Port.ELSE);
    }
}
