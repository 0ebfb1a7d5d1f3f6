package campaignflows.participant.support;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What is in the database. */
@Singleton
public class Stored {
    private final Jdbi jdbi;

    Stored(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public long count(String sql, Object... arguments) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(Long.class).one();
        });
    }

    public List<String> texts(String sql, Object... arguments) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(String.class).list();
        });
    }

    /** Runs the work while each transaction that writes messages dies before its commit. */
    public void whileTransactionsDie(Runnable work) {
        jdbi.useHandle(handle -> handle.execute(
                "create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$"));
        jdbi.useHandle(handle ->
                handle.execute("create trigger die before insert on outbox for each row execute function die()"));
        try {
            work.run();
        } finally {
            jdbi.useHandle(handle -> handle.execute("drop trigger die on outbox"));
            jdbi.useHandle(handle -> handle.execute("drop function die"));
        }
    }
}
