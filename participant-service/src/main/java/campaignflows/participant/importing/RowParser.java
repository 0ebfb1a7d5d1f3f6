package campaignflows.participant.importing;

import campaignflows.participant.field.Column;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.participant.ImportBatch.Row;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses and validates the rows of one batch according to the campaign's definition (rules D2, D3). */
final class RowParser {
    static final String TIMEZONE = "timezone";
    static final String OBJECT_ID = "object_id";
    private static final int MAX_OBJECT_ID = 200;
    private static final int MAX_QUOTED = 200;
    /** Errors that are reported for one row. */
    private static final int MAX_ERRORS = 20;

    private final List<String> names;
    private final List<@Nullable Column> columns;
    private final List<String> missingRequired;
    private final Set<String> required = new HashSet<>();
    private final ParseContext tenant;
    private final Map<String, ParseContext> zones = new HashMap<>();

    RowParser(CampaignDefined definition, List<String> columnNames, ParseContext tenant) {
        this.tenant = tenant;
        this.names = columnNames;
        this.columns = new ArrayList<>(columnNames.size());
        for (String name : columnNames) {
            columns.add(definition
                    .field(name)
                    .filter(FieldDefinition::imported)
                    .map(Column::of)
                    .orElse(null));
        }
        this.missingRequired = new ArrayList<>();
        for (FieldDefinition field : definition.fields()) {
            if (field.required() && field.imported()) {
                required.add(field.name());
                if (!columnNames.contains(field.name())) {
                    missingRequired.add(field.name());
                }
            }
        }
    }

    ParsedRow parse(Row row) {
        List<RowError> errors = new ArrayList<>();
        if (row.cells().size() > columns.size()) {
            errors.add(new RowError(row.number(), null, null, "The row has more cells than there are columns"));
        }
        ParseContext context = context(row, errors);
        String objectId = objectId(row, errors);
        for (String name : missingRequired) {
            errors.add(new RowError(row.number(), name, null, emptyRequired(name)));
        }
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        Map<Identifier, String> alternateForms = new EnumMap<>(Identifier.class);
        List<ParsedRow.Value> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String cell = i < row.cells().size() ? row.cells().get(i) : null;
            readCell(row, i, cell, context, identifiers, alternateForms, values, errors);
        }
        if (errors.isEmpty() && identifiers.isEmpty()) {
            errors.add(new RowError(
                    row.number(),
                    null,
                    null,
                    "No identifier: give at least one of external_id, email, phone, whatsapp_id, telegram_id, web_id,"
                            + " telegram_username"));
        }
        if (!errors.isEmpty()) {
            return new ParsedRow.Failed(bounded(row.number(), errors));
        }
        String zone = isEmpty(row.timezone()) ? null : context.zone().getId();
        return new ParsedRow.Valid(row.number(), zone, objectId, identifiers, alternateForms, values);
    }

    /** The first errors and the number of further ones: a file with a thousand wrong columns must not fill the memory. */
    private static List<RowError> bounded(long row, List<RowError> errors) {
        if (errors.size() <= MAX_ERRORS) {
            return errors;
        }
        List<RowError> first = new ArrayList<>(errors.subList(0, MAX_ERRORS));
        first.add(new RowError(
                row,
                null,
                null,
                "%d more cells of this row are wrong: is each value in its column?"
                        .formatted(errors.size() - MAX_ERRORS)));
        return first;
    }

    private void readCell(
            Row row,
            int index,
            @Nullable String cell,
            ParseContext context,
            Map<Identifier, String> identifiers,
            Map<Identifier, String> alternateForms,
            List<ParsedRow.Value> values,
            List<RowError> errors) {
        String name = names.get(index);
        if (cell == null || FieldParser.isEmpty(cell)) {
            if (required.contains(name)) {
                errors.add(new RowError(row.number(), name, null, emptyRequired(name)));
            }
            return;
        }
        Column column = columns.get(index);
        if (column == null) {
            errors.add(new RowError(
                    row.number(), name, quoted(cell), "The campaign has no field " + name + " that can be imported"));
            return;
        }
        switch (column.read(cell, context)) {
            case ParseResult.Invalid invalid ->
                errors.add(new RowError(row.number(), name, quoted(cell), invalid.message()));
            case ParseResult.Parsed parsed -> {
                String canonical = parsed.value().canonical();
                Identifier identifier = column.identifier();
                if (identifier == null) {
                    values.add(new ParsedRow.Value(column, cell, canonical));
                } else {
                    identifiers.put(identifier, canonical);
                    identifier.withoutRegion(cell, canonical).ifPresent(other -> alternateForms.put(identifier, other));
                }
            }
        }
    }

    /** Parses a value again in the zone that the participant turned out to have. */
    ParseResult reread(ParsedRow.Value value, String zone) {
        return value.column().read(value.raw(), inZone(zone));
    }

    RowError error(ParsedRow.Valid row, ParsedRow.Value value, String message) {
        return new RowError(row.number(), value.column().name(), quoted(value.raw()), message);
    }

    private ParseContext context(Row row, List<RowError> errors) {
        String timezone = row.timezone();
        if (timezone == null || FieldParser.isEmpty(timezone)) {
            return tenant;
        }
        try {
            return inZone(timezone);
        } catch (IllegalArgumentException e) {
            errors.add(new RowError(row.number(), TIMEZONE, quoted(timezone), String.valueOf(e.getMessage())));
            return tenant;
        }
    }

    private ParseContext inZone(String timezone) {
        ParseContext known = zones.get(timezone);
        if (known != null) {
            return known;
        }
        ZoneId zone = Zones.parse(timezone);
        ParseContext context = tenant.withZone(zone);
        zones.put(timezone, context);
        return context;
    }

    private static @Nullable String objectId(Row row, List<RowError> errors) {
        String given = row.objectId();
        if (given == null || FieldParser.isEmpty(given)) {
            return null;
        }
        return switch (Identifier.parseObjectId(given, MAX_OBJECT_ID)) {
            case ParseResult.Parsed parsed -> parsed.value().canonical();
            case ParseResult.Invalid invalid -> {
                errors.add(new RowError(row.number(), OBJECT_ID, quoted(given), invalid.message()));
                yield null;
            }
        };
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || FieldParser.isEmpty(text);
    }

    private static String emptyRequired(String name) {
        return "The field " + name + " is required: give a value";
    }

    private static String quoted(String value) {
        return ShownText.storable(ShownText.start(value, MAX_QUOTED));
    }

    /** Refuses a batch in which two columns belong to one field (400). */
    static void requireEachColumnOnce(List<String> columns) {
        Set<String> seen = new HashSet<>();
        List<String> twice =
                columns.stream().filter(name -> !seen.add(name)).distinct().toList();
        if (!twice.isEmpty()) {
            throw ProblemException.malformed("Expected each column once, but there are two named " + twice);
        }
    }
}
