package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkRecorded;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event would have caused.
 *
 * @param walks   one after another: of the flow, and of those that it handed the participant over to
 * @param effects of all walks, in the order in which they would have occurred
 * @param updated whether a value would differ in the end, so that Participant Updated fires
 * @param zone    in which dates were compared: the participant's, otherwise the tenant's
 */
public record SimulationResult(List<WalkRecorded> walks, List<Effect> effects, boolean updated, ZoneId zone) {
    public SimulationResult {
        walks = List.copyOf(walks);
        effects = List.copyOf(effects);
    }

    /** Something that a node would have done. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "effect")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = Canceled.class, name = "canceled"),
        @JsonSubTypes.Type(value = Written.class, name = "written")
    })
    public sealed interface Effect {
        UUID flowId();

        String nodeId();
    }

    /**
     * A communication is planned.
     *
     * @param dueAt   when it would be sent; null if never
     * @param skipped why it would be Skipped; null if it would not
     */
    public record Planned(
            UUID flowId,
            String nodeId,
            PlanCommunication plan,
            @Nullable Instant dueAt,
            @Nullable String skipped) implements Effect {}

    /** What is Planned for the participant is canceled. */
    public record Canceled(UUID flowId, String nodeId) implements Effect {}

    /** A value is written; canonical texts, null where there is no value. */
    public record Written(
            UUID flowId,
            String nodeId,
            FieldLevel level,
            String name,
            @Nullable String before,
            @Nullable String after) implements Effect {}
}
