package campaignflows.campaign.field;

import campaignflows.campaign.text.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a field's column in a file: the field's name or its title, regardless of case. A header that could mean two
 * fields would put one field's values into the other.
 */
final class CsvHeaders {
    /** Columns that are no fields. */
    private static final Map<String, String> OTHER_COLUMNS =
            Map.of("timezone", "the participant's time zone", "object_id", "the participant's object");

    private CsvHeaders() {}

    /** Why the field's name or title would be ambiguous beside the others; empty if neither is. */
    static Optional<String> ambiguityOf(DataField field, Collection<DataField> others) {
        String name = OneLine.key(field.name());
        String title = OneLine.key(field.title());
        String taken = OTHER_COLUMNS.get(title);
        if (taken != null) {
            return Optional.of(
                    "The title %s is the column of %s in files: choose another title".formatted(field.title(), taken));
        }
        for (DataField other : others) {
            if (other.name().equals(field.name())) {
                continue;
            }
            String otherTitle = OneLine.key(other.title());
            if (title.equals(OneLine.key(other.name())) || title.equals(otherTitle)) {
                return Optional.of(
                        "The title %s would be ambiguous as the header of a column: the field %s with the title %s has it already. Choose another title"
                                .formatted(field.title(), other.name(), other.title()));
            }
            if (name.equals(otherTitle)) {
                return Optional.of(
                        "The name %s would be ambiguous as the header of a column: it is the title of the field %s. Choose another name"
                                .formatted(field.name(), other.name()));
            }
        }
        return Optional.empty();
    }

    /**
     * The fields with titles that are not ambiguous among them: of a campaign that was made when titles could be so, a
     * copy distinguishes such titles by the field's name.
     */
    static List<DataField> withDistinctTitles(Collection<DataField> fields) {
        List<DataField> distinct = new ArrayList<>(SystemFields.ALL);
        Set<String> names = new HashSet<>();
        for (DataField field : fields) {
            names.add(field.name());
        }
        List<DataField> made = new ArrayList<>();
        for (DataField field : fields) {
            String title = OneLine.key(field.title());
            boolean isOthersName = !title.equals(field.name()) && names.contains(title);
            DataField one =
                    isOthersName || ambiguityOf(field, distinct).isPresent() ? field.withTitle(field.name()) : field;
            distinct.add(one);
            made.add(one);
        }
        return made;
    }
}
