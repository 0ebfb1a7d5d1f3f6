package campaignflows.engine.node;

import campaignflows.engine.value.Property;
import campaignflows.engine.value.WalkView;
import campaignflows.platform.values.FieldValue;
import org.jspecify.annotations.Nullable;

/** What a node can see and do in a walk. Its effects are visible immediately to the nodes and walks after it. */
public interface NodeWalk extends WalkView {
    /** The maximum size of the texts of one event's walks, in bytes of UTF-8: it bounds a batch's commit. */
    int MAX_EVENT_BYTES = 2 * 1024 * 1024;

    /** What the journal records about the event in addition to its type; null if there is nothing. */
    @Nullable
    String occasion();

    /** Reserves so many more bytes for texts; false if the event's walks may not use them. */
    boolean reserve(long bytes);

    /** Plans one communication; it is the participant's last one from now on. */
    void plan(String nodeId, CommunicationPlan plan);

    /** Cancels the participant's Planned communications. */
    void cancelPlanned(String nodeId);

    /**
     * Writes a value, or clears it with null.
     *
     * @return why it was not written, because an earlier commit has refused it; null if it was
     */
    @Nullable
    String write(Property target, @Nullable FieldValue value);
}
