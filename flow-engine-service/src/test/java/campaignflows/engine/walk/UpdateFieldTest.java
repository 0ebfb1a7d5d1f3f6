package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.fieldValue;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.update;
import static campaignflows.engine.walk.WalkFixture.updates;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Update Field. */
class UpdateFieldTest {
    private static WalkFixture fixture() {
        return new WalkFixture()
                .at("2026-06-27T22:30:00Z")
                .zone("Europe/Berlin")
                .region("DE")
                .dateFormat("dd.MM.yyyy")
                .field("s", FieldType.STRING)
                .field("i", FieldType.INTEGER)
                .field("d", FieldType.DATE)
                .field("t", FieldType.DATETIME)
                .field("b", FieldType.BOOLEAN)
                .field(new FieldDefinition(
                        "e", "e", FieldType.ENUMERATION, FieldLevel.PARTICIPANT, true, false, false, List.of("gold")))
                .field(new FieldDefinition(
                        "must", "must", FieldType.STRING, FieldLevel.PARTICIPANT, true, true, false, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.s  | {'kind': 'literal', 'value': ' text '}              | participant.s=text",
                "participant.s  | {'kind': 'literal', 'value': 5}                     | participant.s=5",
                "participant.i  | {'kind': 'literal', 'value': 1e3}                   | participant.i=1000",
                "participant.b  | {'kind': 'literal', 'value': 'yes'}                 | participant.b=true",
                "participant.d  | {'kind': 'literal', 'value': '30.06.2026'}          | participant.d=2026-06-30",
                "participant.t  | {'kind': 'literal', 'value': '2026-06-30 12:00'}    | participant.t=2026-06-30T10:00:00Z",
                "participant.t  | {'kind': 'literal', 'value': '2026-06-30T12:00:00Z'}| participant.t=2026-06-30T12:00:00Z",
                "participant.e  | {'kind': 'literal', 'value': 'gold'}                | participant.e=gold",
                "participant.d  | {'kind': 'relative_date', 'base': 'today', 'offset_days': 1} | participant.d=2026-06-29",
                "participant.d  | {'kind': 'relative_date', 'base': 'now'}            | participant.d=2026-06-28",
                "participant.t  | {'kind': 'relative_date', 'base': 'now', 'offset_hours': 1}  | participant.t=2026-06-27T23:30:00Z",
                "participant.t  | {'kind': 'relative_date', 'base': 'today'}          | participant.t=2026-06-27T22:00:00Z",
                "participant.s  | {'kind': 'field', 'field': 'customer.name'}         | participant.s=Ann",
                "customer.name  | {'kind': 'literal', 'value': 'Eve'}                 | customer.name=Eve",
                "customer.name  | {'kind': 'literal', 'value': null}                  | customer.name=null",
                "customer.phone | {'kind': 'literal', 'value': '0170 1234567'}        | customer.phone=+491701234567",
                "customer.telegram_username | {'kind': 'literal', 'value': '@eve'}    | customer.telegram_username=eve"
            })
    void shouldWriteAValueOfTheFieldsType(String field, String value, String expected) {
        // when
        EventEffects effects = fixture()
                .customer("name", "Ann")
                .flow(update("n", field, value.replace('\'', '"')))
                .created();

        // then
        assertThat(updates(effects)).containsExactly(expected);
        assertThat(WalkFixture.step(effects, "n").message()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "participant.i    | {'kind': 'literal', 'value': 'many'}             | Not a whole number: use digits only, such as 42 or -7",
                "participant.e    | {'kind': 'literal', 'value': 'silver'}           | Not an allowed value: use one of gold",
                "participant.s    | {'kind': 'literal', 'value': ''}                 | The value is empty: give one or leave the field out",
                "participant.i    | {'kind': 'field', 'field': 'customer.name'}      | Not a whole number: use digits only, such as 42 or -7",
                "participant.i    | {'kind': 'field', 'field': 'participant.d'}      | participant.d is not set",
                "participant.must | {'kind': 'literal', 'value': null}               | it is required and cannot be cleared",
                "customer.email   | {'kind': 'literal', 'value': null}               | it says who the customer is and cannot be cleared"
            })
    void shouldRecordAndSkipAnInvalidValueAndWriteTheOthers(String field, String value, String reason) {
        // when
        EventEffects effects = fixture()
                .customer("name", "Ann")
                .flow(update("n", field, value.replace('\'', '"'), "participant.b", literal("true")))
                .created();

        // then
        assertThat(updates(effects)).containsExactly("participant.b=true");
        assertThat(WalkFixture.step(effects, "n").message()).isEqualTo(field + " was skipped: " + reason);
        assertThat(WalkFixture.step(effects, "n").operands()).containsExactly("participant.b = true");
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.COMPLETED);
    }

    @Test
    void shouldLetALaterUpdateSeeAnEarlierOne() {
        // when
        EventEffects effects = fixture()
                .flow(update("n", "participant.s", literal("\"42\""), "participant.i", fieldValue("participant.s")))
                .created();

        // then
        assertThat(updates(effects)).containsExactly("participant.s=42", "participant.i=42");
    }

    @Test
    void shouldSetResultAtWithTheResult() {
        // when
        EventEffects effects = fixture()
                .flow(update("n", "participant.result", literal("true")))
                .created();

        // then
        assertThat(updates(effects))
                .containsExactly("participant.result=true", "participant.result_at=2026-06-27T22:30:00Z");
    }

    @Test
    void shouldNotTouchResultAtWhenTheResultStaysTheSame() {
        // when: else a flow triggered by Participant Updated would go on for ever
        EventEffects effects = fixture()
                .participant("result", "true")
                .flow(update("n", "participant.result", literal("true")))
                .created();

        // then
        assertThat(updates(effects)).containsExactly("participant.result=true");
    }
}
