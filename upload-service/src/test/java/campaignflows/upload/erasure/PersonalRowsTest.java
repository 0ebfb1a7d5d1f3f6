package campaignflows.upload.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonalRowsTest {
    private static final UUID CUSTOMER = Ids.v7();
    private static final List<@Nullable String> COLUMNS = Arrays.asList("external_id", "email", null, "note");

    private final PersonalRows rows = new PersonalRows(
            new IdentifierTraces(
                    Map.of("external_id", List.of("7"), "email", List.of("alex@example.com")), ParseContext.UTC),
            CUSTOMER);

    private boolean isRow(String row) {
        return rows.isRow(row.getBytes(StandardCharsets.UTF_8), ';', COLUMNS);
    }

    @Test
    void shouldFindTheRowByAnyOfItsCells() {
        assertThat(isRow("7;;;\r\n")).isTrue();
        assertThat(isRow("9;ALEX@example.com;;")).isTrue();
        assertThat(isRow("9;;alex@example.com;\"a \"\"b\"\"\"")).isTrue();
        assertThat(isRow("9;;;\"wrote to\nalex@example.com\"")).isTrue();
        assertThat(isRow("9;;;;;alex@example.com")).isTrue();
    }

    @Test
    void shouldLeaveRowsOfOthers() {
        assertThat(isRow("77;alexa@example.com;7;7")).isFalse();
        assertThat(isRow("")).isFalse();
    }

    @Test
    void shouldFindThePersonInARowThatCannotBeRead() {
        assertThat(rows.isRow("9;\"alex@example.com\"x;\u00ff".getBytes(StandardCharsets.ISO_8859_1), ';', COLUMNS))
                .isTrue();
        assertThat(rows.isRow("9;\"other@example.com\"x;\u00ff".getBytes(StandardCharsets.ISO_8859_1), ';', COLUMNS))
                .isFalse();
    }

    @Test
    void shouldFindTheErrorThatNamesTheContact() {
        assertThat(rows.isError("email", "x@example.com", "It belongs to customer " + CUSTOMER))
                .isTrue();
        assertThat(rows.isError("external_id", "7", "Another external_id")).isTrue();
        assertThat(rows.isError(null, null, "alex@example.com is refused")).isTrue();
        assertThat(rows.isError("due_date", "7", "Expected a date")).isFalse();
    }
}
