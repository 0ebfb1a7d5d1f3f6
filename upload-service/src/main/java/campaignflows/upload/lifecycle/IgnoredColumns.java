package campaignflows.upload.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which columns of a file are ignored, so that an import with a misspelt column is not mistaken for a complete one. */
final class IgnoredColumns {
    private static final int SHOWN = 5;

    private IgnoredColumns() {}

    /** One sentence; null if no column is ignored. Columns without a name are only counted. */
    static @Nullable String notice(List<String> columns) {
        if (columns.isEmpty()) {
            return null;
        }
        List<String> named = columns.stream().filter(name -> !name.isEmpty()).toList();
        List<String> parts = new ArrayList<>();
        if (!named.isEmpty()) {
            String shown =
                    named.stream().limit(SHOWN).map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            parts.add(named.size() > SHOWN ? "%s and %d more".formatted(shown, named.size() - SHOWN) : shown);
        }
        int unnamed = columns.size() - named.size();
        if (unnamed > 0) {
            parts.add(unnamed == 1 ? "one without a name" : "%d without a name".formatted(unnamed));
        }
        return "%s ignored (no field with Import on has that name or title): %s"
                .formatted(
                        columns.size() == 1 ? "1 column is" : columns.size() + " columns are",
                        String.join(", ", parts));
    }
}
