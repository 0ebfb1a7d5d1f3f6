package campaignflows.participant.list;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Position;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.SpreadsheetCells;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.request.Page;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes a campaign's participants as CSV, oldest first, however many there are: in portions, each read in a short
 * transaction and written after it, so that a slow reader occupies neither memory nor the database. Participants that are
 * added meanwhile may be included, removed ones may be missing, all others are included once.
 */
@Singleton
public class ExportService {
    private static final Logger LOG = Logger.getLogger(ExportService.class);

    private static final int FIRST_PORTION = 16;
    private static final int LARGEST_PORTION = 1_000;
    /** The approximate size of the cells in one portion: rows can have 100 bytes or megabytes. */
    private static final long PORTION_CHARACTERS = 500_000;

    private final Database database;
    private final ListRepository participants;
    private final ExportRepository values;
    private final NewestDefinitions definitions;
    private final AuditLog audit;

    ExportService(
            Database database,
            ListRepository participants,
            ExportRepository values,
            NewestDefinitions definitions,
            AuditLog audit) {
        this.database = database;
        this.participants = participants;
        this.values = values;
        this.definitions = definitions;
        this.audit = audit;
    }

    /**
     * What is exported, and how.
     *
     * @param neutral whether cells that a spreadsheet would execute get an apostrophe as a prefix
     * @param mark    whether it begins with a byte order mark, without which Excel does not read UTF-8
     */
    record Export(CampaignDefined definition, ListFilters filters, boolean neutral, boolean mark) {
        List<ExportColumn> columns() {
            return ExportColumn.of(definition);
        }
    }

    private record Portion(List<ExportRepository.Full> rows, Optional<Position> end) {}

    /** Determines what is to be exported, and tells the audit log of it; 404 if the tenant has no such campaign. */
    Export prepare(UUID tenantId, UUID campaignId, ListFilters filters, boolean neutral, boolean mark, Actor actor) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        AuditRecorded line = AuditRecorded.of(AuditAction.PARTICIPANTS_EXPORTED, campaignId, actor)
                .in(campaignId);
        database.useTransaction(tx -> audit.append(tx, tenantId, line));
        return new Export(definition, filters, neutral, mark);
    }

    /** Writes everything, or as much as the reader waits for: a reader that disconnects is not an error. */
    void write(Export export, OutputStream out) {
        try {
            writeAll(export, out);
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(
                    "export aborted by its client campaign=%s",
                    export.definition().campaignId());
        }
    }

    private void writeAll(Export export, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (export.mark()) {
            writer.write(SpreadsheetCells.BYTE_ORDER_MARK);
        }
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        List<ExportColumn> columns = export.columns();
        csv.writeRecord(columns.stream().map(ExportColumn::header).toList());
        int size = FIRST_PORTION;
        Optional<Position> after = Optional.empty();
        do {
            Portion portion = portion(export, after, size);
            long characters = 1;
            for (ExportRepository.Full row : portion.rows()) {
                List<String> cells = columns.stream()
                        .map(column -> cell(column, row, export.neutral()))
                        .toList();
                csv.writeRecord(cells);
                characters += cells.stream().mapToLong(String::length).sum();
            }
            csv.flush();
            size = nextSize(size, characters);
            after = portion.end();
        } while (after.isPresent());
    }

    private Portion portion(Export export, Optional<Position> after, int size) {
        CampaignDefined campaign = export.definition();
        SortKey.Order order = SortKey.Order.OLDEST_FIRST;
        ListQuery query =
                new ListQuery(campaign.tenantId(), campaign.campaignId(), export.filters(), order, after, size);
        return database.inTransaction(tx -> portion(tx, query));
    }

    private Portion portion(Tx tx, ListQuery query) {
        participants.freeze(tx);
        String listName = query.order().listName();
        Page<ListRepository.Listed> page = BoundedPages.page(participants.rows(tx, query), listName, query.limit());
        List<UUID> ids = page.items().stream().map(row -> row.item().id()).toList();
        Map<UUID, ExportRepository.Full> full = values.full(tx, ids);
        return new Portion(
                ids.stream().map(full::get).filter(Objects::nonNull).toList(),
                Position.decode(page.nextCursor(), listName, false, false));
    }

    /** Grows or shrinks with the size of the rows, at most by a factor of two. */
    private static int nextSize(int size, long characters) {
        long fitting = size * PORTION_CHARACTERS / characters;
        return (int) Math.clamp(fitting, 1, Math.min(LARGEST_PORTION, 2 * size));
    }

    private static String cell(ExportColumn column, ExportRepository.Full row, boolean neutral) {
        @Nullable String text = column.value().apply(row.participant(), row.customer());
        if (text == null || text.isEmpty()) {
            return "";
        }
        return neutral && !column.isNumber() ? SpreadsheetCells.neutral(text) : text;
    }
}
