package campaignflows.platform.database;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A statement that was sent and is not awaited yet ({@link Query#send}).
 *
 * @param <T> what comes of it
 */
public final class Sent<T> {
    private final Tx tx;
    private final CompletionStage<RowSet<Row>> running;
    private final Function<RowSet<Row>, T> read;

    Sent(Tx tx, CompletionStage<RowSet<Row>> running, Function<RowSet<Row>, T> read) {
        this.tx = tx;
        this.running = running;
        this.read = read;
    }

    /** Awaits it, and whatever else was sent. */
    public T get() {
        return read.apply(tx.awaitSent(running));
    }

    /** What is made of what comes of it. */
    public <U> Sent<U> map(Function<T, U> next) {
        return new Sent<>(tx, running, read.andThen(next));
    }
}
