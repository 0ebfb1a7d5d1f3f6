package campaignflows.gateway.audit;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.values.SpreadsheetCells;
import campaignflows.platform.values.WireName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes lines of the audit log into a file. */
final class AuditFile {
    private static final List<String> COLUMNS = List.of(
            "at",
            "actor_kind",
            "actor_id",
            "actor_name",
            "address",
            "request_id",
            "action",
            "object_type",
            "object_id",
            "campaign_id",
            "outcome",
            "reason",
            "before",
            "after",
            "id");

    private static final ObjectWriter JSON = Json.mapper().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private AuditFile() {}

    /** As CSV, whose cells no spreadsheet executes. */
    static Receiver csv(OutputStream out) {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(COLUMNS);
        return new Receiver(line -> csv.writeRecord(cells(line)), () -> flush(csv));
    }

    /** As one JSON object in each line. */
    static Receiver lines(OutputStream out) {
        return new Receiver(line -> write(line, out), () -> {});
    }

    /** Where lines are written to, and what is to be done after some of them. */
    record Receiver(Consumer<AuditEventView> line, Runnable end) {}

    private static void write(AuditEventView line, OutputStream out) {
        try {
            JSON.writeValue(out, line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(AuditEventView line) {
        AuditEventView.Who actor = line.actor();
        return List.of(
                line.at().toString(),
                WireName.of(actor.kind()),
                cell(actor.id()),
                cell(actor.name()),
                cell(actor.address()),
                cell(actor.requestId()),
                cell(line.action()),
                cell(line.objectType()),
                cell(line.objectId()),
                Objects.toString(line.campaignId(), ""),
                WireName.of(line.outcome()),
                cell(line.reason()),
                json(line.before()),
                json(line.after()),
                line.id().toString());
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : SpreadsheetCells.neutral(text);
    }

    private static String json(@Nullable JsonNode value) {
        try {
            return value == null ? "" : Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected JSON that can be written", e);
        }
    }
}
