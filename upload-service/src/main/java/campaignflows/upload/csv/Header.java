package campaignflows.upload.csv;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
    private static final int SHOWN_FIELDS = 10;
    private static final int SHOWN_TITLE = 100;
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}\\x{85}]+");

    /** Why a column is ignored. */
    public enum Ignored {
        /** No field has this name or title. */
        UNKNOWN,
        /** Import is off for its field. */
        IMPORT_OFF,
        /** It is the title of several fields; a file with such a column cannot be imported. */
        AMBIGUOUS,
        /** It is what the file of failed rows adds. */
        ERROR_COLUMN,
        /** It has no name. */
        UNNAMED
    }

    /**
     * A column of a file, by itself.
     *
     * @param field   the name of its field, {@link #TIMEZONE}, {@link #OBJECT_ID}, or null if it is ignored
     * @param ignored why it is; null if it is not
     */
    public record Column(
            String title, @Nullable String field, @Nullable Ignored ignored) {}

    /** What each column is. Names and titles are compared in one form: composed, without case and outer white space. */
    public static List<Column> columns(List<String> titles, List<FieldDefinition> fields) {
        Map<String, FieldDefinition> byName = new HashMap<>();
        Map<String, List<FieldDefinition>> byTitle = new HashMap<>();
        for (FieldDefinition field : fields) {
            byName.put(folded(field.name()), field);
            byTitle.computeIfAbsent(folded(field.title()), title -> new ArrayList<>())
                    .add(field);
        }
        return titles.stream().map(title -> column(title, byName, byTitle)).toList();
    }

    /** How many of the columns are known, whether they are imported or not. */
    static int known(List<String> titles, List<FieldDefinition> fields) {
        return (int) columns(titles.subList(0, Math.min(titles.size(), MAX_COLUMNS)), fields).stream()
                .filter(column -> column.ignored() != Ignored.UNKNOWN && column.ignored() != Ignored.UNNAMED)
                .count();
    }

    private static Column column(
            String header, Map<String, FieldDefinition> byName, Map<String, List<FieldDefinition>> byTitle) {
        String title = Texts.normalized(header);
        if (Texts.isBlank(title)) {
            return new Column("", null, Ignored.UNNAMED);
        }
        String folded = folded(title);
        List<FieldDefinition> titled = byTitle.getOrDefault(folded, List.of());
        FieldDefinition named = byName.get(folded);
        if (named == null && titled.size() > 1) {
            return new Column(title, null, Ignored.AMBIGUOUS);
        }
        FieldDefinition field = named == null && !titled.isEmpty() ? titled.getFirst() : named;
        if (field != null) {
            return field.imported()
                    ? new Column(title, field.name(), null)
                    : new Column(title, null, Ignored.IMPORT_OFF);
        }
        if (folded.equals(folded(TIMEZONE)) || folded.equals(folded(OBJECT_ID))) {
            return new Column(title, folded.toLowerCase(Locale.ROOT), null);
        }
        return new Column(title, null, folded.equals(folded(ERROR_COLUMN)) ? Ignored.ERROR_COLUMN : Ignored.UNKNOWN);
    }

    /**
     * What two headers have in common that mean the same: {@code GRÖSSE} is {@code Größe}, so upper case comes last;
     * white space within, which may be a line end or a no-break space, is one space.
     */
    private static String folded(String title) {
        String normalized = Texts.normalized(title);
        String text = WHITE_SPACE.matcher(normalized).replaceAll(" ");
        return Texts.normalized(text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT));
    }

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
        List<@Nullable String> columns = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        Set<String> seenTitles = new HashSet<>();
        Set<String> seenFields = new HashSet<>();
        for (Column column : columns(titles, fields)) {
            // A file that failed again and again has several columns of errors.
            if (column.ignored() == Ignored.ERROR_COLUMN) {
                columns.add(null);
                continue;
            }
            String title = column.title();
            String field = column.field();
            if (column.ignored() == Ignored.AMBIGUOUS) {
                throw new UnusableHeaderException("The column \"" + ShownText.shortened(title, SHOWN_TITLE)
                        + "\" may belong to several fields, since they have the same title: name it as one of the fields "
                        + String.join(", ", namesTitled(title, fields)));
            }
            if (!title.isEmpty() && !seenTitles.add(field == null ? folded(title) : title)) {
                throw new UnusableHeaderException("The column \"" + ShownText.shortened(title, SHOWN_TITLE)
                        + "\" occurs twice, capitals aside: give each column a name of its own");
            }
            if (field != null && !seenFields.add(field)) {
                throw new UnusableHeaderException("Two columns belong to the field " + field + ", one of them is \""
                        + ShownText.shortened(title, SHOWN_TITLE) + "\": keep one of them");
            }
            if (field == null) {
                ignored.add(ShownText.shortened(title, SHOWN_TITLE));
            }
            columns.add(field);
        }
        requireFields(seenFields, fields);
        return new Header(columns, List.copyOf(ignored));
    }

    private static List<String> namesTitled(String title, List<FieldDefinition> fields) {
        return fields.stream()
                .filter(field -> folded(field.title()).equals(folded(title)))
                .map(FieldDefinition::name)
                .limit(SHOWN_FIELDS)
                .toList();
    }

    private static void requireFields(Set<String> found, List<FieldDefinition> fields) throws UnusableHeaderException {
        if (found.stream().allMatch(name -> name.equals(TIMEZONE) || name.equals(OBJECT_ID))) {
            throw new UnusableHeaderException("No column of the file belongs to a field with Import on."
                    + " Name the columns in the first row as the fields in the Data tab,"
                    + " and separate them with commas, semicolons or tabs");
        }
        List<String> missing = fields.stream()
                .filter(field -> field.required() && !found.contains(field.name()))
                .map(FieldDefinition::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableHeaderException("The file lacks a column for the required "
                    + (missing.size() == 1 ? "field " : "fields ") + String.join(", ", missing));
        }
    }

    /** A header with which nothing can be imported. */
    public static final class UnusableHeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnusableHeaderException(String message) {
            super(message);
        }
    }
}
