package campaignflows.local.data;

import campaignflows.local.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one run: a block of neighbours, so that a restarted child finds its port again. The launcher itself holds
 * the block's first port as long as it lives, which keeps two launchers from choosing the same block. The blocks lie
 * below the ports that systems give to outgoing connections, so that none of those can sit on a dead child's port.
 */
public final class PortBlock implements AutoCloseable {
    static final int FIRST = 20_000;
    static final int LAST = 30_000;
    /** How many ports it has. */
    public static final int SIZE = 20;

    private static final int ATTEMPTS = 200;

    private final int base;
    private final ServerSocket guard;

    private PortBlock(int base, ServerSocket guard) {
        this.base = base;
        this.guard = guard;
    }

    /** Takes the block of an earlier run when it is free, else any free one. */
    public static PortBlock take(OptionalInt earlier) {
        if (earlier.isPresent()) {
            PortBlock block = tryTake(earlier.getAsInt());
            if (block != null) {
                return block;
            }
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            int blocks = (LAST - FIRST) / SIZE;
            PortBlock block = tryTake(FIRST + SIZE * ThreadLocalRandom.current().nextInt(blocks));
            if (block != null) {
                return block;
            }
        }
        throw new StartException("Found no " + SIZE + " free neighbouring ports between " + FIRST + " and " + LAST);
    }

    private static @Nullable PortBlock tryTake(int base) {
        ServerSocket guard;
        try {
            guard = Loopback.bind(base);
        } catch (IOException e) {
            return null;
        }
        for (int port = base + 1; port < base + SIZE; port++) {
            if (!Loopback.isFree(port)) {
                closeQuietly(guard);
                return null;
            }
        }
        return new PortBlock(base, guard);
    }

    /** The port that the launcher holds; names the block. */
    public int base() {
        return base;
    }

    /** The port at a place of the block, from 1. */
    public int port(int place) {
        if (place < 1 || place >= SIZE) {
            throw new IllegalArgumentException("Expected a place from 1 to " + (SIZE - 1) + ", but it was " + place);
        }
        return base + place;
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(guard);
    }
}
