package campaignflows.engine.node;

import campaignflows.engine.value.CodeBudget;
import campaignflows.engine.value.Property;
import campaignflows.engine.value.TenantFormats;
import campaignflows.platform.values.FieldValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node in a simulation: it does what the node does, and reports it. Real walks use the nodes directly, at no cost.
 */
public record ObservedNode(WalkableNode node, UUID flowId, String nodeId, EffectObserver observer)
        implements WalkableNode {
    @Override
    public NodeResult walk(NodeWalk walk) {
        return node.walk(new ObservedWalk(walk));
    }

    private final class ObservedWalk implements NodeWalk {
        /** Written by the system together with {@code result}. */
        private static final String RESULT_AT = "result_at";

        private final NodeWalk walk;

        ObservedWalk(NodeWalk walk) {
            this.walk = walk;
        }

        @Override
        public void plan(String id, CommunicationPlan plan) {
            walk.plan(id, plan);
            observer.planned(flowId, id);
        }

        @Override
        public void cancelPlanned(String id) {
            walk.cancelPlanned(id);
            observer.canceled(flowId, id);
        }

        @Override
        public @Nullable String write(Property target, @Nullable FieldValue value) {
            String before = walk.text(target.level(), target.name());
            String resultAt = walk.text(Property.Level.PARTICIPANT, RESULT_AT);
            String refusal = walk.write(target, value);
            if (refusal != null) {
                return refusal;
            }
            observer.written(
                    flowId, nodeId, target.level(), target.name(), before, walk.text(target.level(), target.name()));
            String resultAtNow = walk.text(Property.Level.PARTICIPANT, RESULT_AT);
            if (!target.name().equals(RESULT_AT) && !Objects.equals(resultAt, resultAtNow)) {
                observer.written(flowId, nodeId, Property.Level.PARTICIPANT, RESULT_AT, resultAt, resultAtNow);
            }
            return null;
        }

        @Override
        public CodeBudget code() {
            return walk.code();
        }

        @Override
        public @Nullable String occasion() {
            return walk.occasion();
        }

        @Override
        public boolean reserve(long bytes) {
            return walk.reserve(bytes);
        }

        @Override
        public @Nullable String text(Property.Level level, String name) {
            return walk.text(level, name);
        }

        @Override
        public Instant now() {
            return walk.now();
        }

        @Override
        public ZoneId zone() {
            return walk.zone();
        }

        @Override
        public TenantFormats formats() {
            return walk.formats();
        }
    }
}
