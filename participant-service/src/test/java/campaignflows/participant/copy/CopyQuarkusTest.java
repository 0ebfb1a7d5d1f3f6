package campaignflows.participant.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.WorkDatabase;
import campaignflows.participant.support.InService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What is copied in is what is read back. */
@InService
class CopyQuarkusTest {
    private static final List<String> COLUMNS = List.of("i", "u", "t", "j", "at", "s", "n");

    @Inject
    WorkDatabase work;

    private static void table(Handle transaction) {
        transaction.execute("""
                create temporary table copied (i integer primary key, u uuid, t text, j jsonb, at timestamptz, s smallint,
                       n integer[], d text default 'given by the table') on commit drop
                """);
    }

    private static void row(CopyRow row, int i, UUID id, String text, Instant at, int... numbers) {
        row.integer(i)
                .uuid(id)
                .text(text)
                .json("{\"a\": \"ü\"}")
                .instant(at)
                .small(-i)
                .integers(numbers);
    }

    @Test
    void shouldWriteEachType() {
        // given
        UUID id = UUID.fromString("01a203b4-2144-7e10-931c-88baa6561dce");
        Instant before2000 = Instant.parse("1969-07-20T20:17:40.000001Z");

        // when
        String stored = work.database().inTransaction(transaction -> {
            table(transaction);
            CopyRepository.add(
                    transaction,
                    "copied",
                    COLUMNS,
                    List.of(7),
                    (row, i) -> row(row, i, id, "naïve 😀", before2000, 1, -1, Integer.MIN_VALUE));
            return transaction
                    .createQuery("select concat_ws('|', i, u, t, j->>'a', at at time zone 'UTC', s, n, d) from copied")
                    .mapTo(String.class)
                    .one();
        });

        // then
        assertThat(stored)
                .isEqualTo(
                        "7|" + id + "|naïve 😀|ü|1969-07-20 20:17:40.000001|-7|{1,-1,-2147483648}|given by the table");
    }

    @Test
    void shouldWriteMoreThanIsHeld() {
        // given: each row is larger than what is sent at once
        String large = "x".repeat(200_000);

        // when / then
        work.database().useTransaction(transaction -> {
            table(transaction);
            CopyRepository.add(
                    transaction,
                    "copied",
                    COLUMNS,
                    IntStream.range(0, 50).boxed().toList(),
                    (row, i) -> row(row, i, new UUID(i, i), large, Instant.EPOCH));
            assertThat(transaction
                            .createQuery("select sum(length(t)) from copied where n = '{}'")
                            .mapTo(Long.class)
                            .one())
                    .isEqualTo(50L * 200_000);
        });
    }

    @Test
    void shouldFailAsAnInsertWould() {
        assertThatThrownBy(() -> work.database().useTransaction(transaction -> {
                    table(transaction);
                    CopyRepository.add(
                            transaction,
                            "copied",
                            COLUMNS,
                            List.of(1, 1),
                            (row, i) -> row(row, i, new UUID(1, 1), "", Instant.EPOCH));
                }))
                .matches(CustomerRepository::isUniqueViolation);
    }

    @Test
    void shouldGiveTheConnectionBackWhenARowCannotBeMade() {
        assertThatThrownBy(() -> work.database().useTransaction(transaction -> {
                    table(transaction);
                    CopyRepository.add(transaction, "copied", COLUMNS, List.of(1), (row, i) -> row.integer(i));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected 7 values");
        assertThat(work.database()
                        .<Integer>inTransaction(transaction -> transaction
                                .createQuery("select 1")
                                .mapTo(Integer.class)
                                .one()))
                .isEqualTo(1);
    }
}
