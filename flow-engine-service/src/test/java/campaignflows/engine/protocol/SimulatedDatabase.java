package campaignflows.engine.protocol;

import campaignflows.platform.messaging.OutboxRow;
import campaignflows.platform.messaging.OutboxRows;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.Shards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A database as its clients know it: transactions whose writes appear together at the commit, locks that are held until
 * then, a sequence that leaves gaps and is not bound to the order of commits, locks of sessions, and an outbox.
 */
final class SimulatedDatabase {
    private static final UUID IDENTITY = new UUID(1, 1);
    private static final int MOST_ROWS_OF_A_BATCH = 3;

    /** A row as it waits for its relay. */
    private record Stored(int shard, List<OutgoingMessage> content) {}

    private final Schedule schedule;
    private final FaultProfile chaos;
    private final Mutation mutation;
    private final Map<String, Set<Transaction>> locks = new HashMap<>();
    private final Set<String> exclusive = new HashSet<>();
    private final Map<Integer, Session> shardLocks = new HashMap<>();
    private final TreeMap<Long, Stored> outbox = new TreeMap<>();
    private long sequence;

    SimulatedDatabase(Schedule schedule, FaultProfile chaos, Mutation mutation) {
        this.schedule = schedule;
        this.chaos = chaos;
        this.mutation = mutation;
    }

    boolean outboxIsEmpty() {
        return outbox.isEmpty();
    }

    boolean hasRows(int shard) {
        for (Stored row : outbox.values()) {
            if (row.shard() == shard) {
                return true;
            }
        }
        return false;
    }

    /** The server ends the session that holds the shard's lock; its client finds out when it asks for something. */
    void cut(int shard) {
        Session session = shardLocks.get(shard);
        if (session != null) {
            session.unlock();
        }
    }

    /** As {@link #cut(int)}, all sessions of a process. */
    void cut(SimulatedProcess client) {
        List.copyOf(shardLocks.values()).stream()
                .filter(session -> session.client == client)
                .forEach(Session::unlock);
    }

    /** The connection breaks, or the transaction is refused, before or after it took effect. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message, null, false, false);
        }
    }

    Transaction begin(SimulatedProcess client) {
        return new Transaction(client);
    }

    /** A transaction of one process; when that dies, the server ends it some time later. */
    final class Transaction {
        private final List<Runnable> writes = new ArrayList<>();
        private final Set<String> held = new HashSet<>();
        private boolean over;

        private Transaction(SimulatedProcess client) {
            client.onDeath(this::rollback);
        }

        void lock(String what) {
            acquire(what, true);
        }

        void share(String what) {
            acquire(what, false);
        }

        private void acquire(String what, boolean alone) {
            if (held.contains(what)) {
                return;
            }
            schedule.await(() -> isFree(what, alone));
            locks.computeIfAbsent(what, any -> new HashSet<>()).add(this);
            held.add(what);
            if (alone) {
                exclusive.add(what);
            }
        }

        private boolean isFree(String what, boolean alone) {
            Set<Transaction> holders = locks.getOrDefault(what, Set.of());
            return holders.isEmpty() || (!alone && !exclusive.contains(what));
        }

        void write(Runnable effect) {
            writes.add(effect);
        }

        /** Draws ids now, as an insert does; the rows appear at the commit. */
        void append(List<OutgoingMessage> messages) {
            for (OutboxRow row : OutboxRow.of(messages)) {
                long id = ++sequence;
                writes.add(() -> outbox.put(id, new Stored(row.shard(), row.content())));
                schedule.pause();
            }
        }

        /** For the mutation that draws too early: an id that {@link #append(List, long)} uses later. */
        long drawEarly() {
            sequence += Shards.COUNT;
            return sequence - Shards.COUNT + 1;
        }

        void append(List<OutgoingMessage> messages, long first) {
            long id = first;
            for (OutboxRow row : OutboxRow.of(messages)) {
                long own = id++;
                writes.add(() -> outbox.put(own, new Stored(row.shard(), row.content())));
            }
        }

        /**
         * All writes, at once.
         *
         * @throws Broken if the outcome stays unknown to the client
         */
        void commit() {
            schedule.pause();
            FaultProfile.Answer answer = chaos.answer();
            if (answer == FaultProfile.Answer.LOST) {
                rollback();
                throw new Broken("The connection broke before the commit");
            }
            writes.forEach(Runnable::run);
            release();
            schedule.pause();
            if (answer != FaultProfile.Answer.NONE) {
                throw new Broken("The connection broke after the commit");
            }
        }

        void rollback() {
            if (!over) {
                release();
            }
        }

        private void release() {
            over = true;
            for (String what : held) {
                Set<Transaction> holders = locks.get(what);
                if (holders != null) {
                    holders.remove(this);
                    if (holders.isEmpty()) {
                        locks.remove(what);
                    }
                }
                exclusive.remove(what);
            }
            held.clear();
        }
    }

    OutboxRows.Source outboxOf(SimulatedProcess relay) {
        return shard -> new Session(relay, shard);
    }

    /** A relay's connection: its lock is free when it is closed, or some time after its process died. */
    private final class Session implements OutboxRows {
        private final SimulatedProcess client;
        private final int shard;
        private boolean closed;

        private Session(SimulatedProcess client, int shard) {
            this.client = client;
            this.shard = shard;
            client.onDeath(this::unlock);
        }

        private void unlock() {
            closed = true;
            shardLocks.remove(shard, this);
        }

        private void reach() {
            if (client.isDead()) {
                throw new Coroutine.Crash();
            }
            schedule.pause();
            if (chaos.strikes(4)) {
                unlock();
            }
            if (closed) {
                throw new Broken("The connection is broken");
            }
        }

        @Override
        public boolean tryLock() {
            reach();
            return shardLocks.putIfAbsent(shard, this) == null;
        }

        @Override
        public UUID identity() {
            reach();
            return IDENTITY;
        }

        @Override
        public Batch next() {
            reach();
            List<Row> rows = new ArrayList<>();
            int most = 1 + schedule.below(MOST_ROWS_OF_A_BATCH);
            outbox.forEach((id, row) -> {
                if (row.shard() == shard) {
                    rows.add(new Row(new Key(id, insertedAt(id)), row.content()));
                }
            });
            boolean complete = rows.size() <= most;
            rows.subList(Math.min(most, rows.size()), rows.size()).clear();
            if (mutation == Mutation.DELETE_BEFORE_COMMIT) {
                rows.forEach(row -> outbox.remove(row.key().id()));
            }
            return new Batch(rows, complete);
        }

        @Override
        public int delete(List<Key> rows) {
            reach();
            int before = outbox.size();
            outbox.keySet().removeIf(id -> rows.contains(new Key(id, insertedAt(id))));
            int deleted = before - outbox.size();
            reach();
            return deleted;
        }

        /** This database forgets no commit, so the id serves as the time. */
        private static Instant insertedAt(long id) {
            return Instant.ofEpochSecond(id);
        }

        @Override
        public void close() {
            if (!client.isDead()) {
                unlock();
            }
        }
    }

    /** For a message about what is left. */
    @Override
    public String toString() {
        return "outbox of " + outbox.size() + " rows, locks " + locks.keySet();
    }
}
