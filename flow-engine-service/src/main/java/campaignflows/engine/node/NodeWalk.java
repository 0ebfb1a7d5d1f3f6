package campaignflows.engine.node;

import campaignflows.engine.value.Property;
import campaignflows.engine.value.WalkView;
import campaignflows.platform.values.FieldValue;
import org.jspecify.annotations.Nullable;

/** What a node can see and do in a walk. What it does is seen at once by the nodes and walks after it. */
public interface NodeWalk extends WalkView {
    /** The most that one event's walks may say in messages, in bytes of UTF-8: it bounds a batch's commit. */
    int MAX_EVENT_BYTES = 2 * 1024 * 1024;

    /** What the journal is to know of the event besides its type; null if there is nothing. */
    @Nullable
    String occasion();

    /** Whether the event's walks may say so many bytes more; if so they count as said. */
    boolean reserve(long bytes);

    /** Plans one communication; it is the participant's last one from now on. */
    void plan(String nodeId, CommunicationPlan plan);

    /** Cancels the participant's Planned communications. */
    void cancelPlanned(String nodeId);

    /**
     * Writes a value, or clears it with null.
     *
     * @return why it was not written, because the commit has refused it before; null if it was
     */
    @Nullable
    String write(Property target, @Nullable FieldValue value);
}
