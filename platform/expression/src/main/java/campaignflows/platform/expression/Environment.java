package campaignflows.platform.expression;

import campaignflows.platform.values.FieldValue;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What code sees of the world: field values, one moment and one zone. */
public interface Environment {
    /**
     * The value of a field, or null if it is unset.
     *
     * @param index as {@link Names} gave it when the code was compiled
     * @throws UnreadableFieldException if there is a value, but none of the field's type
     */
    @Nullable
    FieldValue field(int index);

    /**
     * Receives what an evaluation has used, when it has ended.
     *
     * @param nanos on the clock; 0 for one of so few steps that it was not measured
     */
    default void used(long steps, long nanos) {}

    /** The same at each call. */
    Instant now();

    /** The zone of {@code datetime.now()}, of datetime fields, and of datetimes that name none. */
    ZoneId zone();
}
