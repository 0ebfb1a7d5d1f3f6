package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements that are sent and awaited later ({@link Query#send}). */
class SentStatementsIT extends DatabaseFixture {
    @Test
    void shouldRunWhatIsSentInOrderAndBeforeTheCommit() {
        database.useTransaction(tx -> {
            for (int i = 0; i < 20; i++) {
                tx.query("update account set amount = amount * 2 + 1 where id = 1")
                        .send();
            }
            tx.query("update account set amount = 7 where id = 1").send();
            tx.query("update account set amount = amount + 1 where id = 1").send();
        });

        assertThat(amounts()).containsExactly(8, 0);
    }

    @Test
    void shouldTellTheFirstFailureOfWhatWasSentAndRollBack() {
        for (boolean statementFollows : new boolean[] {true, false}) {
            assertThatThrownBy(() -> database.useTransaction(tx -> {
                        add(tx, 1);
                        tx.query("insert into account values (2, 7)").send();
                        tx.query("update account set amount = 7 where id = 2").send();
                        if (statementFollows) {
                            add(tx, 2);
                        }
                    }))
                    .isInstanceOfSatisfying(
                            StatementException.class,
                            refused -> assertThat(refused.sqlState()).isEqualTo("23505"));
            assertThat(amounts()).containsExactly(0, 0);
        }
    }

    @Test
    void shouldPassOnTheFailureOfTheBodyWhateverBecameOfWhatWasSent() {
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    tx.query("insert into account values (2, 7)").send();
                    tx.query("update account set amount = 7 where id = 1").send();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldSendNothingOutsideATransaction() {
        assertThatThrownBy(() -> database.<Object>read(tx -> {
                    tx.query("update account set amount = 7 where id = 1").send();
                    return "sent";
                }))
                .hasMessageContaining("Expected an open transaction");
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldGiveWhatCameOfEachOnceItIsAskedFor() {
        List<Integer> found = database.inTransaction(tx -> {
            Sent<List<Integer>> before = amount(tx);
            Sent<Integer> changed = tx.query("update account set amount = amount + 5 where id = 1")
                    .send();
            Sent<Integer> after = amount(tx).map(List::getFirst);
            return List.of(after.get(), changed.get(), before.get().getFirst(), after.get());
        });

        assertThat(found).containsExactly(5, 1, 0, 5);
        assertThat(amounts()).containsExactly(5, 0);
    }

    private static Sent<List<Integer>> amount(Tx tx) {
        return tx.query("select amount from account where id = 1").sendForList(row -> row.integer("amount"));
    }

    @Test
    void shouldBeInTheTransactionWhenItIsSentTogetherWithBegin() {
        List<String> times = database.inTransaction(tx -> {
            Sent<List<String>> first = beginning(tx);
            Sent<List<String>> second = beginning(tx);
            add(tx, 1);
            return List.of(
                    first.get().getFirst(),
                    second.get().getFirst(),
                    beginning(tx).get().getFirst());
        });

        assertThat(times).allMatch(times.getFirst()::equals);
        assertThat(amounts()).containsExactly(1, 0);
    }

    private static Sent<List<String>> beginning(Tx tx) {
        return tx.query("select transaction_timestamp()::text as at").sendForList(row -> row.text("at"));
    }

    @Test
    void shouldFailAsTheFirstThatFailedWhicheverIsAskedFor() {
        assertThatThrownBy(() -> database.<List<Integer>>inTransaction(tx -> {
                    tx.query("select 1 / 0").send();
                    return amount(tx).get();
                }))
                .isInstanceOfSatisfying(
                        StatementException.class,
                        refused -> assertThat(refused.sqlState()).isEqualTo("22012"));
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    tx.query("select 1 / 0").send();
                    add(tx, 1);
                }))
                .isInstanceOf(StatementException.class);
        assertThatThrownBy(() ->
                        database.useTransaction(tx -> tx.query("select 1 / 0").send()))
                .isInstanceOf(StatementException.class);
        assertThat(amounts()).containsExactly(0, 0);
    }
}
