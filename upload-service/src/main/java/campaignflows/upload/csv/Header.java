package campaignflows.upload.csv;

import campaignflows.platform.contracts.definition.FieldDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file, mapped to the fields of a campaign (rule U1).
 *
 * @param columns per column the name of its field, {@link #TIMEZONE}, {@link #OBJECT_ID}, or null if it is ignored
 * @param ignored the texts of the ignored columns, in order
 */
public record Header(List<@Nullable String> columns, List<String> ignored) {
    public static final String TIMEZONE = "timezone";
    public static final String OBJECT_ID = "object_id";
    /** The column that the file of failed rows adds; an import ignores it silently. */
    public static final String ERROR_COLUMN = "_error";

    private static final int MAX_COLUMNS = 2_000;

    /**
     * Maps a header.
     *
     * @param titles the header's cells
     * @param fields of the campaign
     * @throws UnusableHeaderException with one message for the person who uploaded it
     */
    public static Header map(List<String> titles, List<FieldDefinition> fields) throws UnusableHeaderException {
        if (titles.size() > MAX_COLUMNS) {
            throw new UnusableHeaderException(
                    "The file has " + titles.size() + " columns; at most " + MAX_COLUMNS + " are allowed");
        }
        Map<String, FieldDefinition> byName = new HashMap<>();
        Map<String, FieldDefinition> byTitle = new HashMap<>();
        for (FieldDefinition field : fields) {
            byName.put(field.name(), field);
            byTitle.putIfAbsent(field.title().strip().toLowerCase(Locale.ROOT), field);
        }
        List<@Nullable String> columns = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        Set<String> seenTitles = new HashSet<>();
        Set<String> seenFields = new HashSet<>();
        for (String cell : titles) {
            String title = cell.strip();
            if (!title.isEmpty() && !seenTitles.add(title)) {
                throw new UnusableHeaderException(
                        "The column \"" + shortened(title) + "\" occurs twice: give each column a name of its own");
            }
            String field = fieldOf(title, byName, byTitle);
            if (field != null && !seenFields.add(field)) {
                throw new UnusableHeaderException("Two columns belong to the field " + field + ", one of them is \""
                        + shortened(title) + "\": keep one of them");
            }
            if (field == null && !title.equals(ERROR_COLUMN)) {
                ignored.add(shortened(title));
            }
            columns.add(field);
        }
        seenFields.remove(TIMEZONE);
        seenFields.remove(OBJECT_ID);
        if (seenFields.isEmpty()) {
            throw new UnusableHeaderException("No column of the file belongs to a field with Import on."
                    + " Name the columns in the first row as the fields in the Data tab");
        }
        List<String> missing = fields.stream()
                .filter(field -> field.required() && !seenFields.contains(field.name()))
                .map(FieldDefinition::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableHeaderException("The file lacks a column for the required "
                    + (missing.size() == 1 ? "field " : "fields ") + String.join(", ", missing));
        }
        return new Header(columns, List.copyOf(ignored));
    }

    private static @Nullable String fieldOf(
            String title, Map<String, FieldDefinition> byName, Map<String, FieldDefinition> byTitle) {
        String lower = title.toLowerCase(Locale.ROOT);
        FieldDefinition field = byName.get(title);
        if (field == null) {
            field = byTitle.get(lower);
        }
        if (field == null && (lower.equals(TIMEZONE) || lower.equals(OBJECT_ID))) {
            return lower;
        }
        return field == null || !field.imported() ? null : field.name();
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    /** A header with which nothing can be imported. */
    public static final class UnusableHeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnusableHeaderException(String message) {
            super(message);
        }
    }
}
