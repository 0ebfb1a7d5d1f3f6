package campaignflows.engine.value;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What a walk can read: the participant's values as earlier walks left them, and one moment. */
public interface WalkView {
    /** The canonical text of a value, or null if it is not set. */
    @Nullable
    String text(Property.Level level, String name);

    /** The moment of the walk, the same for all its nodes; to the microsecond. */
    Instant now();

    /** The participant's time zone if set, otherwise the tenant's. */
    ZoneId zone();

    /** What code may use in the walk. */
    CodeBudget code();

    /** The tenant's formats. */
    TenantFormats formats();
}
