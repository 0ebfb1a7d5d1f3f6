package campaignflows.platform.database;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its parameters, run once. Arrays bind as they are ({@code UUID[]}, {@code String[]}, {@code Long[]},
 * {@code Integer[]}, {@code Boolean[]}, {@code BigDecimal[]}, {@code Instant[]}, {@code byte[][]}, constants of an enum).
 */
public final class Query {

    private final Tx tx;
    private final NamedSql sql;
    private final Map<String, @Nullable Object> bound = new HashMap<>();
    private final Set<String> json = new HashSet<>();

    Query(Tx tx, String sql) {
        this.tx = tx;
        this.sql = NamedSql.of(sql);
    }

    public Query bind(String name, @Nullable Object value) {
        if (!sql.parameters().contains(name)) {
            throw new IllegalArgumentException(
                    "Expected a parameter :" + name + " in the statement, but there is none");
        }
        bound.put(name, Values.toDriver(value));
        return this;
    }

    /** Binds what the value is as JSON, for a column of jsonb. */
    public Query bindJson(String name, @Nullable Object value) {
        json.add(name);
        try {
            return bind(name, value == null ? null : Json.mapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a value that can be written as JSON for :" + name, e);
        }
    }

    /** Runs it; how many rows it changed. */
    public int execute() {
        return run().rowCount();
    }

    /**
     * Sends it and returns, so that the thread can prepare what comes next while PostgreSQL works on it. It runs after what was sent
     * before. The next statement that is awaited, or the end of the body, fails as it failed; in a transaction only.
     *
     * @return how many rows it changed
     */
    public Sent<Integer> send() {
        return new Sent<>(tx, running(), RowSet::rowCount);
    }

    /** Sends it as {@link #send} does; its rows are read when they are asked for. */
    public <T> Sent<List<T>> sendForList(Function<Row, T> read) {
        return new Sent<>(tx, running(), rows -> list(rows, read));
    }

    private CompletionStage<RowSet<io.vertx.mutiny.sqlclient.Row>> running() {
        return sql.isRead() ? tx.sendRead(statement()) : tx.send(statement());
    }

    /** All rows, each as it is read. */
    public <T> List<T> list(Function<Row, T> read) {
        return list(run(), read);
    }

    private static <T> List<T> list(RowSet<io.vertx.mutiny.sqlclient.Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>();
        rows.forEach(row -> list.add(read.apply(new Row(row))));
        return list;
    }

    /** The row, if there is one. */
    public <T> Optional<T> one(Function<Row, T> read) {
        List<T> list = list(read);
        if (list.size() > 1) {
            throw new IllegalStateException("Expected one row at most, but there are " + list.size());
        }
        return list.stream().findFirst();
    }

    /** Reads the rows some at a time, however many they are; in a transaction only, as PostgreSQL wants it. */
    public void stream(int atOnce, Consumer<Row> consumer) {
        tx.requireTransaction();
        PreparedStatement prepared = tx.await(tx.connection().prepare(sql.text(json)));
        Cursor cursor = prepared.cursor(tuple());
        try {
            do {
                tx.await(cursor.read(atOnce)).forEach(row -> consumer.accept(new Row(row)));
            } while (cursor.hasMore());
        } finally {
            tx.tryToAwait(cursor.close());
            tx.tryToAwait(prepared.close());
        }
    }

    private RowSet<io.vertx.mutiny.sqlclient.Row> run() {
        return sql.isRead() ? tx.awaitRead(statement()) : tx.await(statement());
    }

    private Uni<RowSet<io.vertx.mutiny.sqlclient.Row>> statement() {
        return tx.connection().preparedQuery(sql.text(json)).execute(tuple());
    }

    /** One by one: a tuple that is made of an array would take the array's elements for its own. */
    private Tuple tuple() {
        Tuple tuple = Tuple.tuple();
        for (String name : sql.parameters()) {
            if (!bound.containsKey(name)) {
                throw new IllegalStateException("Expected a value for :" + name + ", but none was bound");
            }
            tuple.addValue(bound.get(name));
        }
        return tuple;
    }
}
