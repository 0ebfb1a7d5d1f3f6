package campaignflows.participant.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class PersonalDataWriterTest {
    private static final UUID CUSTOMER = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-06-01T08:00:00Z");

    @Test
    void shouldWriteEachSectionAsAList() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        PersonalDataWriter.json(data(), CUSTOMER, AT, out);

        assertThat(Json.mapper().readTree(out.toByteArray())).isEqualTo(json("""
                {"customer_id": "0199a000-0000-7000-8000-000000000001", "exported_at": "2026-06-01T08:00:00Z",
                 "customer": [{"name": "Ann", "age": 7, "email": null}],
                 "communications": [{"messages": [{"text": "=1+1"}, {"text": "a, \\"b\\""}]}, {"id": 2}, {"id": 3}],
                 "walks": []}
                """));
    }

    @Test
    void shouldWriteEachValueAsALineThatNoSpreadsheetRuns() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        PersonalDataWriter.csv(data(), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                \uFEFFsection,number,name,value
                customer,1,name,Ann
                customer,1,age,7
                communications,1,messages[1].text,'=1+1
                communications,1,messages[2].text,"a, ""b""\"
                communications,2,id,2
                communications,3,id,3
                """.replace("\n", "\r\n"));
    }

    @Test
    void shouldTellAtOnceThatAServiceDoesNotRespond() {
        assertThatThrownBy(() -> new Pages(cursor -> {
                    throw new IllegalStateException("not there");
                }))
                .hasMessage("not there");
    }

    private static PersonalData data() {
        return new PersonalData(List.of(
                new PersonalData.Section(
                        "customer",
                        List.of(json("{\"name\": \"Ann\", \"age\": 7, \"email\": null}"))
                                .iterator()),
                new PersonalData.Section("communications", new Pages(PersonalDataWriterTest::page)),
                new PersonalData.Section("walks", new Pages(cursor -> Page.of(List.of(), null)))));
    }

    /** The second of three pages is empty. */
    private static Page<JsonNode> page(@Nullable String cursor) {
        if (cursor == null) {
            return Page.of(
                    List.of(
                            json("{\"messages\": [{\"text\": \"=1+1\"}, {\"text\": \"a, \\\"b\\\"\"}]}"),
                            json("{\"id\": 2}")),
                    "second");
        }
        return cursor.equals("second") ? Page.of(List.of(), "third") : Page.of(List.of(json("{\"id\": 3}")), null);
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
