package campaignflows.upload.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderTest {
    private static final List<FieldDefinition> FIELDS = List.of(
            field("email", "Email", true, false),
            field("external_id", "External ID", true, false),
            field("due_date", "Due date", true, true),
            field("secret", "Secret", false, false));

    @Test
    void shouldMatchTheNameElseTheTitleWithoutCase() throws Exception {
        Header header = Header.map(
                List.of(
                        "EXTERNAL id",
                        "email",
                        " due_date ",
                        "timezone",
                        "object_id",
                        "secret",
                        "shoe size",
                        "_error",
                        ""),
                FIELDS);

        assertThat(header.columns())
                .isEqualTo(Arrays.asList(
                        "external_id", "email", "due_date", "timezone", "object_id", null, null, null, null));
        assertThat(header.ignored()).containsExactly("secret", "shoe size", "");
    }

    @Test
    void shouldRefuseWhatCannotBeImportedWithOneClearMessage() {
        refused("The column \"email\" occurs twice", "email", "email", "due_date");
        refused("Two columns belong to the field email", "email", "EMAIL", "due_date");
        refused("lacks a column for the required field due_date", "email");
        refused("No column of the file belongs to a field with Import on", "secret", "timezone");
    }

    @Test
    void shouldDetectTheDelimiterOutsideQuotes() {
        assertThat(Delimiters.detect("a,b;c\n;;;;".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(',');
        assertThat(Delimiters.detect("\"a,b,c\";d\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(';');
        assertThat(Delimiters.detect("\n\na\tb\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo('\t');
        assertThat(Delimiters.detect("only".getBytes(StandardCharsets.UTF_8))).isEqualTo(',');
    }

    private static void refused(String message, String... titles) {
        assertThatThrownBy(() -> Header.map(List.of(titles), FIELDS))
                .isInstanceOf(Header.UnusableHeaderException.class)
                .hasMessageContaining(message);
    }

    private static FieldDefinition field(String name, String title, boolean imported, boolean required) {
        return new FieldDefinition(
                name, title, FieldType.STRING, FieldLevel.CUSTOMER, imported, required, false, List.of());
    }
}
