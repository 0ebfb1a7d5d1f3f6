package campaignflows.engine.loop;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Knows where partitions end, for whoever measures how far it is behind. */
@FunctionalInterface
interface PartitionEnds {
    /** Asks, and has the answer heard some time later on any thread, or never. */
    void ask(Collection<Integer> partitions, Consumer<Map<Integer, Long>> hear);
}
