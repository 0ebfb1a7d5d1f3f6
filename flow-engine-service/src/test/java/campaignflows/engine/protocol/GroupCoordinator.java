package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group's coordinator, cooperative: a partition is given to another member only when its owner has given it up, or is
 * taken for dead. A member that is taken for dead learns of it at its next poll, if ever.
 */
final class GroupCoordinator {
    private final List<SimulatedConsumer> members = new ArrayList<>();
    private final Map<Integer, SimulatedConsumer> owners = new LinkedHashMap<>();
    private final Map<Integer, @Nullable SimulatedConsumer> wanted = new LinkedHashMap<>();

    /** The partitions of which there is something to read. */
    void partitions(List<Integer> partitions) {
        partitions.forEach(partition -> {
            if (!wanted.containsKey(partition)) {
                wanted.put(partition, null);
            }
        });
        balance();
    }

    void join(SimulatedConsumer member) {
        members.add(member);
        int next = 0;
        for (Map.Entry<Integer, @Nullable SimulatedConsumer> each : wanted.entrySet()) {
            each.setValue(members.get(next++ % members.size()));
        }
    }

    /** The member left, or its session is over. */
    void expel(SimulatedConsumer member) {
        if (members.remove(member)) {
            owners.values().removeIf(owner -> owner == member);
            balance();
        }
    }

    boolean has(SimulatedConsumer member) {
        return members.contains(member);
    }

    List<SimulatedConsumer> members() {
        return members;
    }

    /** Has a partition move from one member to another. */
    void move(int partition, @Nullable SimulatedConsumer to) {
        wanted.put(partition, to);
    }

    List<Integer> all() {
        return List.copyOf(wanted.keySet());
    }

    private void balance() {
        int next = 0;
        for (Map.Entry<Integer, @Nullable SimulatedConsumer> each : wanted.entrySet()) {
            if (each.getValue() == null || !members.contains(each.getValue())) {
                each.setValue(members.isEmpty() ? null : members.get(next++ % members.size()));
            }
        }
    }

    /** What the member owns and has to give up. */
    List<Integer> toRevoke(SimulatedConsumer member) {
        return owners.entrySet().stream()
                .filter(each -> each.getValue() == member && wanted.get(each.getKey()) != member)
                .map(Map.Entry::getKey)
                .toList();
    }

    void revoked(List<Integer> partitions) {
        partitions.forEach(owners::remove);
    }

    /** What the member gets, because nobody owns it any more. */
    List<Integer> assign(SimulatedConsumer member) {
        List<Integer> given = wanted.entrySet().stream()
                .filter(each -> each.getValue() == member && owners.get(each.getKey()) == null)
                .map(Map.Entry::getKey)
                .toList();
        given.forEach(partition -> owners.put(partition, Objects.requireNonNull(member)));
        return given;
    }

    /** Whether something waits for the member's poll. */
    boolean hasNews(SimulatedConsumer member) {
        if (!members.contains(member)) {
            return true;
        }
        for (Map.Entry<Integer, @Nullable SimulatedConsumer> each : wanted.entrySet()) {
            SimulatedConsumer owner = owners.get(each.getKey());
            boolean isWanted = each.getValue() == member;
            if (owner == member ? !isWanted : isWanted && owner == null) {
                return true;
            }
        }
        return false;
    }
}
