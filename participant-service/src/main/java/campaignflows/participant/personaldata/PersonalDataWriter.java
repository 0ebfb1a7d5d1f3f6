package campaignflows.participant.personaldata;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.values.SpreadsheetCells;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/** Writes a person's data as JSON for programs, or as CSV for people. */
final class PersonalDataWriter {
    private PersonalDataWriter() {}

    /** An object with a property for each section: the customer, and lists of all others. */
    static void json(PersonalData data, UUID customerId, Instant at, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("customer_id", customerId.toString());
            json.writeStringField("exported_at", at.toString());
            for (PersonalData.Section section : data.sections()) {
                json.writeArrayFieldStart(section.name());
                Iterator<JsonNode> items = section.items();
                while (items.hasNext()) {
                    json.writeTree(items.next());
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    /**
     * One line for each value: section, number of the item in it from 1, name of the value as a path, value. Values that a
     * spreadsheet would run have an apostrophe before them.
     */
    static void csv(PersonalData data, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(SpreadsheetCells.BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        csv.writeRecord("section", "number", "name", "value");
        for (PersonalData.Section section : data.sections()) {
            int number = 0;
            Iterator<JsonNode> items = section.items();
            while (items.hasNext()) {
                number++;
                write(csv, section.name(), Integer.toString(number), "", items.next());
            }
        }
        csv.flush();
    }

    private static void write(CsvWriter csv, String section, String number, String path, JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                write(csv, section, number, name, property.getValue());
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                write(csv, section, number, path + "[" + (i + 1) + "]", value.get(i));
            }
        } else if (!value.isNull()) {
            csv.writeRecord(section, number, SpreadsheetCells.neutral(path), cell(value));
        }
    }

    private static String cell(JsonNode value) {
        return value.isTextual() ? SpreadsheetCells.neutral(value.textValue()) : value.asText();
    }
}
