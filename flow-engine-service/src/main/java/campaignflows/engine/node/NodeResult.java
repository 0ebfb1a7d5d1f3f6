package campaignflows.engine.node;

import campaignflows.platform.contracts.flow.Port;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The result of one node in a walk. */
public sealed interface NodeResult {
    /** What it worked with, as text. */
    List<String> operands();

    /** What it did, or why; no personal data. */
    @Nullable
    String message();

    /** The walk continues by this port, if an edge leaves it. */
    record Leaves(
            Port port, List<String> operands, @Nullable String message) implements NodeResult {
        public Leaves {
            operands = List.copyOf(operands);
        }
    }

    /** The walk ends here, and the participant continues at another flow's From Another Flow. */
    record HandsOver(UUID flowId) implements NodeResult {
        @Override
        public List<String> operands() {
            return List.of();
        }

        @Override
        public @Nullable String message() {
            return null;
        }
    }

    /** The walk ends here with an error. */
    record Fails(String message) implements NodeResult {
        @Override
        public List<String> operands() {
            return List.of();
        }
    }

    static NodeResult leaves(Port port) {
        return new Leaves(port, List.of(), null);
    }
}
