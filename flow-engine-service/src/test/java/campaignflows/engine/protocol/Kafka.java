package campaignflows.engine.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the clients of all processes share: the broker, the groups, and what goes wrong on the way to them. */
final class Kafka {
    private final Schedule schedule;
    private final Mutation mutation;
    private final FaultProfile chaos;
    private final Transactions transactions;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    Kafka(Schedule schedule, Mutation mutation, FaultProfile chaos) {
        this.schedule = schedule;
        this.mutation = mutation;
        this.chaos = chaos;
        this.transactions = new Transactions(schedule, mutation);
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

    Transactions transactions() {
        return transactions;
    }

    Collection<Group> groups() {
        return groups.values();
    }

    Group group(String id) {
        return groups.computeIfAbsent(id, any -> new Group());
    }
}
