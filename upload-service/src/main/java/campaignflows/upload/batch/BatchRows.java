package campaignflows.upload.batch;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.json.ScalarText;
import campaignflows.upload.importing.RowErrors;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the items of a request to the rows of a batch (rule P3). An item with an attribute that the campaign does not have or
 * does not import fails, whatever the attribute's value.
 */
record BatchRows(List<String> columns, List<ImportBatch.Row> rows, List<ImportBatch.RowError> errors) {
    private static final int SHOWN_VALUE = 200;
    /** Above so many errors of a request each further item gets its first one only. */
    private static final int PLENTY = 10_000;
    /** The rest is for the time zone, the object's id, and that there are more. */
    private static final int MOST_OF_ATTRIBUTES = RowErrors.MAX_OF_ROW - 3;

    private static final String NOT_STORABLE =
            "The value holds a character that cannot be stored (NUL or half of a surrogate pair): remove it";

    static BatchRows of(List<BatchItem> items, CampaignDefined campaign) {
        Map<String, FieldDefinition> fields = new HashMap<>();
        campaign.fields().forEach(field -> fields.put(field.name(), field));
        Map<String, Integer> columns = new HashMap<>();
        List<ImportBatch.RowError> errors = new ArrayList<>();
        List<Integer> good = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            if (check(index, items.get(index), fields, errors)) {
                good.add(index);
                attributes(items.get(index)).forEach((name, value) -> {
                    if (!value.isNull()) {
                        columns.putIfAbsent(name, columns.size());
                    }
                });
            }
        }
        List<ImportBatch.Row> rows = new ArrayList<>(good.size());
        for (int index : good) {
            rows.add(row(index, items.get(index), columns));
        }
        List<String> names = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        columns.forEach((name, place) -> names.set(place, name));
        return new BatchRows(names, rows, errors);
    }

    private static boolean check(
            int index, BatchItem item, Map<String, FieldDefinition> fields, List<ImportBatch.RowError> errors) {
        List<ImportBatch.RowError> found = new ArrayList<>();
        int more = check(index, item, fields, found, errors.size() < PLENTY ? MOST_OF_ATTRIBUTES : 1);
        errors.addAll(found);
        if (more > 0 && found.size() > 1) {
            errors.add(RowErrors.more(index, more));
        }
        return found.isEmpty();
    }

    /** Adds what is wrong with the item, as far as there is room, and returns how many errors more there are. */
    private static int check(
            int index,
            BatchItem item,
            Map<String, FieldDefinition> fields,
            List<ImportBatch.RowError> errors,
            int most) {
        int[] more = {0};
        if (attributes(item).isEmpty()) {
            errors.add(new ImportBatch.RowError(
                    index, null, null, "The item has no attributes: give at least one identifier, such as email"));
        }
        attributes(item).forEach((name, value) -> {
            FieldDefinition field = fields.get(name);
            String message = null;
            if (field == null) {
                message = "The campaign has no field of this name: add it in the Data tab, or leave it out";
            } else if (!field.imported()) {
                message = "Import is off for this field: switch it on in the Data tab, or leave it out";
            } else if (value.isContainerNode()) {
                message = "Expected a text, a number, or true or false";
            } else if (!ValueLimits.isStorable(value.asText())) {
                message = NOT_STORABLE;
            }
            if (message != null && errors.size() >= most) {
                more[0]++;
            } else if (message != null) {
                errors.add(new ImportBatch.RowError(index, shown(name), shown(text(value)), message));
            }
        });
        checkText(index, "timezone", item.timezone(), errors);
        checkText(index, "object_id", item.objectId(), errors);
        return more[0];
    }

    private static void checkText(int index, String name, @Nullable JsonNode value, List<ImportBatch.RowError> errors) {
        if (value == null || value.isNull()) {
            return;
        }
        if (!value.isTextual()) {
            errors.add(new ImportBatch.RowError(index, name, shown(text(value)), "Expected a text in quotes"));
        } else if (!ValueLimits.isStorable(value.asText())) {
            errors.add(new ImportBatch.RowError(index, name, shown(text(value)), NOT_STORABLE));
        }
    }

    private static ImportBatch.Row row(int index, BatchItem item, Map<String, Integer> columns) {
        List<@Nullable String> cells = new ArrayList<>(Collections.nCopies(columns.size(), (String) null));
        attributes(item).forEach((name, value) -> {
            Integer place = columns.get(name);
            if (place != null) {
                cells.set(place, ScalarText.of(name, value).orElse(null));
            }
        });
        return new ImportBatch.Row(index, optional(item.timezone()), optional(item.objectId()), cells);
    }

    private static Map<String, JsonNode> attributes(BatchItem item) {
        return item.attributes() == null ? Map.of() : item.attributes();
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isContainerNode() ? value.toString() : ScalarText.textOf(value);
    }

    private static @Nullable String optional(@Nullable JsonNode value) {
        String text = value == null ? null : text(value);
        return text == null || Texts.isBlank(text) ? null : Texts.normalized(text);
    }

    /** A text as errors show it: shortened, and without what cannot be stored. */
    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : ShownText.storable(ShownText.start(text, SHOWN_VALUE));
    }
}
