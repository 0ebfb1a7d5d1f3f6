package campaignflows.platform.database;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with two accounts, and pools that are closed after the test. */
abstract class DatabaseFixture {
    static final Duration STATEMENT = Duration.ofSeconds(20);

    final EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
    final List<TestPool> open = new ArrayList<>();
    final Database database = pool(4, STATEMENT);

    Database pool(int size, Duration statement) {
        var pool = new TestPool(address, size, statement);
        open.add(pool);
        return pool.database;
    }

    @BeforeEach
    void createATable() {
        database.useTransaction(tx -> {
            tx.query("create table account (id int primary key, amount int not null)")
                    .execute();
            tx.query("insert into account values (1, 0), (2, 0)").execute();
        });
    }

    @AfterEach
    void close() {
        open.forEach(TestPool::close);
    }

    static void add(Tx tx, int account) {
        tx.query("update account set amount = amount + 1 where id = :id")
                .bind("id", account)
                .execute();
    }

    List<Integer> amounts() {
        return database.read(
                tx -> tx.query("select amount from account order by id").list(row -> row.integer("amount")));
    }
}
