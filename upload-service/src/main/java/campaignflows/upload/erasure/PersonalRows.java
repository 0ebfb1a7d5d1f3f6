package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import campaignflows.upload.csv.Cells;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Determines which stored texts are about one person: those that contain an identifier or the id of that person. */
final class PersonalRows {
    private final IdentifierTraces traces;
    private final String customerId;

    static PersonalRows of(Erasure.Order person) {
        ParseContext context = new ParseContext(ParseContext.UTC.zone(), null, person.region(), Set.of());
        return new PersonalRows(new IdentifierTraces(person.allIdentifiers(), context), person.customerId());
    }

    PersonalRows(IdentifierTraces traces, UUID customerId) {
        this.traces = traces;
        this.customerId = customerId.toString();
    }

    /**
     * Whether a row of a file is.
     *
     * @param columns per column the field that it was read as, or null
     */
    boolean isRow(byte[] content, char delimiter, List<@Nullable String> columns) {
        try {
            List<String> cells = new Cells(delimiter).of(content);
            for (int i = 0; i < cells.size(); i++) {
                String field = i < columns.size() ? columns.get(i) : null;
                if (isValue(field, cells.get(i))) {
                    return true;
                }
            }
            return false;
        } catch (Cells.UnreadableRecordException e) {
            return isText(content);
        }
    }

    /** Whether an error is: what it says of conflicts names customers by their ids. */
    boolean isError(@Nullable String field, @Nullable String value, String message) {
        return message.contains(customerId) || traces.inText(message) || (value != null && isValue(field, value));
    }

    /** Whether bytes of a file are, whatever they are; what identifies people is mostly ASCII. */
    boolean isText(byte[] content) {
        return traces.inText(new String(content, StandardCharsets.UTF_8))
                || traces.inText(new String(content, StandardCharsets.ISO_8859_1));
    }

    boolean isText(String text) {
        return traces.inText(text);
    }

    private boolean isValue(@Nullable String field, String value) {
        return field == null ? traces.inText(value) : traces.inValue(field, value);
    }
}
