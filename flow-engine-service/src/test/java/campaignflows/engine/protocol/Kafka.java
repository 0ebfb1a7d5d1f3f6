package campaignflows.engine.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the clients of all processes share: the broker, the groups, and what goes wrong on the way to them. */
final class Kafka {
    private final Schedule schedule;
    private final Mutation mutation;
    private final FaultProfile chaos;
    private final SimulatedBroker broker;
    private final Map<String, GroupCoordinator> groups = new LinkedHashMap<>();

    Kafka(Schedule schedule, Mutation mutation, FaultProfile chaos) {
        this.schedule = schedule;
        this.mutation = mutation;
        this.chaos = chaos;
        this.broker = new SimulatedBroker(schedule, mutation);
    }

    Schedule schedule() {
        return schedule;
    }

    Mutation mutation() {
        return mutation;
    }

    FaultProfile chaos() {
        return chaos;
    }

    SimulatedBroker broker() {
        return broker;
    }

    Collection<GroupCoordinator> groups() {
        return groups.values();
    }

    GroupCoordinator group(String id) {
        return groups.computeIfAbsent(id, any -> new GroupCoordinator());
    }
}
