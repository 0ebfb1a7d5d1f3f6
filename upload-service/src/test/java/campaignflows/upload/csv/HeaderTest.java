package campaignflows.upload.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.upload.csv.Header.UnusableHeaderException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
    private static final List<FieldDefinition> FIELDS = List.of(
            field("email", "Email", true, false),
            field("external_id", "External ID", true, false),
            field("due_date", "Due date", true, true),
            field("size", "Gr\u00f6\u00dfe", true, false),
            field("home_city", "City", true, false),
            field("work_city", "City ", true, false),
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
                        "_ERROR",
                        "",
                        "\u200b\u00a0"),
                FIELDS);

        assertThat(header.columns())
                .isEqualTo(Arrays.asList(
                        "external_id",
                        "email",
                        "due_date",
                        "timezone",
                        "object_id",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(header.ignored()).containsExactly("secret", "shoe size", "", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Due_Date",
                "DUE_DATE",
                "due date",
                "DUE DATE",
                "\u00a0due_date\u2007",
                "\ufeffDue date\u200b",
                "Due\u00a0date",
                "Due\r\nDate"
            })
    void shouldFindAFieldHoweverItsHeaderIsWritten(String title) throws Exception {
        assertThat(Header.map(List.of(title), FIELDS).columns()).containsExactly("due_date");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GR\u00d6SSE", "GRO\u0308SSE", "gro\u0308\u00dfe", "Gr\u00f6sse", "GR\u00d6\u1e9eE", "SIZE"})
    void shouldCompareComposedAndWithoutCase(String title) throws Exception {
        assertThat(Header.map(List.of(title, "due_date"), FIELDS).columns()).containsExactly("size", "due_date");
    }

    @Test
    void shouldRefuseWhatCannotBeImportedWithOneClearMessage() {
        refused("The column \"email\" occurs twice", "email", "email", "due_date");
        refused("Two columns belong to the field email", "email", "EMAIL", "due_date");
        refused("The column \"SHOE\" occurs twice", "due_date", "Shoe", "SHOE");
        refused("lacks a column for the required field due_date", "email");
        refused("No column of the file belongs to a field with Import on", "secret", "timezone");
        refused("as one of the fields home_city, work_city", "due_date", "CITY");
    }

    @Test
    void shouldTakeTheNameOfAFieldWhoseTitleIsNotUnique() throws Exception {
        assertThat(Header.map(List.of("Due date", "Work_City"), FIELDS).columns())
                .containsExactly("due_date", "work_city");
    }

    @Test
    void shouldTakeTheReadingWhoseColumnsAreKnown() throws Exception {
        delimiter(';', "external_id;Note (one, two, three, four);name;due_date\n");
        delimiter(';', "external_id;a,b,c,d;due_date;e,f\n");
        delimiter('\t', "due_date\tx;y;z,1,2,3,4\temail\n");
        delimiter(',', "due_date,email,a;b;c;d;e\n");
        delimiter(',', "due_date\n");
        delimiter(',', "\n\ndue_date,email\n");
        delimiter(';', "\"a,b,c\";due_date\n");
        delimiter(';', "due_date;Size (\"S, M, L, XL\");x\n");
        delimiter(',', "\"due_date\",\"x;y;z\"\n");
    }

    @Test
    void shouldTakeTheReadingWhoseQuotesFitElseTheOneWithTheMostColumns() throws Exception {
        assertThat(cut("\"a;b;c;d\",\"e\"\n").titles()).containsExactly("a;b;c;d", "e");
        assertThat(cut("a;\"b,c,d\";e\n").titles()).containsExactly("a", "b,c,d", "e");
        assertThat(cut("a;b;c,d\n").titles()).containsExactly("a", "b", "c,d");
        assertThat(cut("only\n").delimiter()).isEqualTo(',');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sep=;\n",
                "SEP=;\r\n",
                "\"sep=;\"\r\n",
                "\ufeffsep=;\r\n",
                "\ufeff\"sep=;\"\n",
                "sep=;\r",
                "sep=;\n\n"
            })
    void shouldObeyALineThatNamesTheSeparator(String line) throws Exception {
        HeaderReader.Cut cut = cut(line + "a,b;due_date\r\nx;y\r\n");

        assertThat(cut.delimiter()).isEqualTo(';');
        assertThat(cut.titles()).containsExactly("a,b", "due_date");
        assertThat(text(cut.content())).isEqualTo(line.replace("\n\n", "\n") + "a,b;due_date");
        byte[] file = bytes(line + "a,b;due_date\r\nx;y\r\n");
        assertThat(text(Arrays.copyOfRange(file, (int) cut.end(), file.length))).isEqualTo("x;y\r\n");
    }

    @Test
    void shouldObeyOtherSeparatorsThatAreNamed() throws Exception {
        assertThat(cut("sep=|\ndue_date|email\n").titles()).containsExactly("due_date", "email");
        assertThat(cut("sep=\t\ndue_date\temail\n").titles()).containsExactly("due_date", "email");
        assertThat(cut("sep=,\ndue_date,a;b;c\n").titles()).containsExactly("due_date", "a;b;c");
        assertThat(cut("sep=;;due_date\n").titles()).containsExactly("sep=", "", "due_date");
        assertThat(cut("sep=a\n").titles()).containsExactly("sep=a");
        assertThatThrownBy(() -> cut("sep=;")).hasMessageStartingWith("The file is empty");
    }

    @Test
    void shouldTellAWorkbookFromACsvFile() {
        assertThatThrownBy(() -> HeaderReader.cut(new byte[] {'P', 'K', 3, 4, 0, 0}, true, FIELDS))
                .isInstanceOf(UnusableHeaderException.class)
                .hasMessageContaining("save it as \"CSV UTF-8");
    }

    private static void delimiter(char expected, String file) throws UnusableHeaderException {
        HeaderReader.Read read = HeaderReader.read(bytes(file), true, FIELDS);
        assertThat(read.delimiter()).as(file).isEqualTo(expected);
        assertThat(read.header().columns()).as(file).contains("due_date");
    }

    private static HeaderReader.Cut cut(String file) throws UnusableHeaderException {
        return HeaderReader.cut(bytes(file), true, FIELDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void refused(String message, String... titles) {
        assertThatThrownBy(() -> Header.map(List.of(titles), FIELDS))
                .isInstanceOf(UnusableHeaderException.class)
                .hasMessageContaining(message);
    }

    private static FieldDefinition field(String name, String title, boolean imported, boolean required) {
        return new FieldDefinition(
                name, title, FieldType.STRING, FieldLevel.CUSTOMER, imported, required, false, List.of());
    }
}
