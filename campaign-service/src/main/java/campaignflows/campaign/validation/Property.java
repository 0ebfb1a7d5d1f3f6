package campaignflows.campaign.validation;

import campaignflows.platform.values.FieldType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Something that a flow can refer to by name.
 *
 * @param reference {@code level.name}
 * @param values    the allowed values of an enumeration, else empty
 * @param writable  whether Update Field may write it
 */
record Property(String reference, FieldType type, Set<String> values, boolean writable) {
    Property {
        // In their order, in which messages list them.
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    boolean isDate() {
        return type == FieldType.DATE || type == FieldType.DATETIME;
    }
}
