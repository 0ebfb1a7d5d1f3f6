package campaignflows.engine.walk;

import campaignflows.platform.contracts.definition.FieldLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Updates that the commit point has refused. The events are walked again with them: a walk that would write one does not,
 * records why, and neither it nor a later one sees the value. Used by one thread.
 */
public final class RefusedUpdates {
    /** A null name stands for every field of the row, a null value with {@code anyValue} for every value of the field. */
    private record Refused(
            FieldLevel level,
            UUID row,
            @Nullable String name,
            @Nullable String value,
            boolean anyValue) {}

    private final Map<Refused, String> reasons = new HashMap<>();

    /** Refuses one value of a field; null stands for clearing it. */
    public void refuse(FieldLevel level, UUID row, String name, @Nullable String value, String reason) {
        reasons.putIfAbsent(new Refused(level, row, name, value, false), reason);
    }

    /** Refuses every value for the field. */
    public void refuseField(FieldLevel level, UUID row, String name, String reason) {
        reasons.putIfAbsent(new Refused(level, row, name, null, true), reason);
    }

    /** Refuses every value for the row. */
    public void refuseRow(FieldLevel level, UUID row, String reason) {
        reasons.putIfAbsent(new Refused(level, row, null, null, true), reason);
    }

    /** Why the value cannot be written, or null if there is no known reason. */
    @Nullable
    String reason(FieldLevel level, UUID row, String name, @Nullable String value) {
        if (reasons.isEmpty()) {
            return null;
        }
        String reason = reasons.get(new Refused(level, row, name, value, false));
        if (reason == null) {
            reason = reasons.get(new Refused(level, row, name, null, true));
        }
        return reason == null ? reasons.get(new Refused(level, row, null, null, true)) : reason;
    }
}
