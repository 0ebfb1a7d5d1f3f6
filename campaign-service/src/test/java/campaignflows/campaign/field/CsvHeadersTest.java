package campaignflows.campaign.field;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A header of a file means one field. */
class CsvHeadersTest {
    private static DataField field(String name, String title) {
        return new DataField(name, title, "", FieldType.STRING, FieldLevel.PARTICIPANT, true, false, false, List.of());
    }

    private static List<DataField> with(DataField... custom) {
        List<DataField> all = new ArrayList<>(SystemFields.ALL);
        all.addAll(List.of(custom));
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "amount_2, amount",
        "amount_2, ' AMOUNT '",
        "amount_2, Betrag",
        "amount_2, BETRAG",
        "betrag, Sum",
        "other, EMAIL",
        "other, External ID",
        "other, Timezone",
        "other, object_id",
    })
    void shouldRefuseAHeaderThatCouldMeanTwo(String name, String title) {
        assertThat(CsvHeaders.ambiguityOf(field(name, title), with(field("amount", "Betrag"))))
                .isPresent();
    }

    @Test
    void shouldTakeATitleThatIsItsOwnName() {
        assertThat(CsvHeaders.ambiguityOf(field("amount", "Amount"), with(field("amount", "Amount"))))
                .isEmpty();
        assertThat(CsvHeaders.ambiguityOf(field("due", "Due Date"), with(field("amount", "Amount"))))
                .isEmpty();
    }

    @Test
    void shouldTellOldTitlesApartInACopy() {
        assertThat(CsvHeaders.withDistinctTitles(List.of(
                        field("a", "Amount"),
                        field("b", "AMOUNT"),
                        field("c", "a"),
                        field("d", "Email"),
                        field("e", "E"))))
                .extracting(DataField::title)
                .containsExactly("Amount", "b", "c", "d", "E");
    }
}
