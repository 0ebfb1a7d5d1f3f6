package campaignflows.participant.field;

import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import org.jspecify.annotations.Nullable;

/** Stored texts as the public API returns them: booleans and integers as such, all others as text. */
public final class ApiValues {
    private ApiValues() {}

    /** A text that was stored under a different type is returned as it is. */
    public static @Nullable Object of(FieldType type, @Nullable String text) {
        try {
            return text == null ? null : FieldValue.ofCanonical(type, text).publicForm();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
