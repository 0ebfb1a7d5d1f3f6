package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.List;

/** A process: what runs in it dies with it, and stands still with it. */
final class SimulatedProcess {
    private final String name;
    private final List<Runnable> deathWatchers = new ArrayList<>();
    private boolean dead;
    private boolean frozen;

    SimulatedProcess(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isDead() {
        return dead;
    }

    boolean isFrozen() {
        return frozen;
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    /** Runs when it dies, as a server learns that a connection broke. */
    void onDeath(Runnable watcher) {
        deathWatchers.add(watcher);
    }

    void die() {
        dead = true;
        frozen = false;
        List.copyOf(deathWatchers).forEach(Runnable::run);
        deathWatchers.clear();
    }

    @Override
    public String toString() {
        return name;
    }
}
