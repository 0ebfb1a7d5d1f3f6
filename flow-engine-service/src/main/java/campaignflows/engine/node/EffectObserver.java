package campaignflows.engine.node;

import campaignflows.engine.value.Property;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Is notified of what nodes do, in order, by every {@link ObservedNode}. */
public interface EffectObserver {
    void planned(UUID flowId, String nodeId);

    void canceled(UUID flowId, String nodeId);

    /** A value was written; canonical texts, null where there is none. */
    void written(
            UUID flowId,
            String nodeId,
            Property.Level level,
            String name,
            @Nullable String before,
            @Nullable String after);
}
