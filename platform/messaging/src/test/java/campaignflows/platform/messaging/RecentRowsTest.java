package campaignflows.platform.messaging;

import static campaignflows.platform.messaging.TestWorld.keyOf;
import static campaignflows.platform.messaging.TestWorld.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.testkit.PostgresResource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A relay gets the same rows in the same order, whether their contents are kept in its process or not. */
class RecentRowsTest {
    private static final int SHARD = 2;
    private static final Instant NOW = Instant.parse("2026-06-30T10:00:00.000001Z");

    private final TestWorld world = TestWorld.on("127.0.0.1:1", PostgresResource.freshDatabase());
    private final RecentRows recent = new RecentRows();

    private static OutboxRow row(String text) {
        return OutboxRow.of(List.of(message(keyOf(SHARD), text))).getFirst();
    }

    private List<OutboxRows.Row> next(RecentRows contents) throws SQLException {
        try (var rows = new JdbcOutboxRows(world.connections.open(), SHARD, contents)) {
            return rows.next();
        }
    }

    private static List<String> texts(List<OutboxRows.Row> rows) {
        return rows.stream()
                .flatMap(row -> row.messages().stream())
                .map(message -> new String(message.value() == null ? new byte[0] : message.value()))
                .toList();
    }

    @Test
    void shouldGiveTheSameRowsWithAndWithoutTheirContents() throws Exception {
        // given contents of every second transaction only, and one that was rolled back
        var key = keyOf(SHARD);
        List<String> sent =
                IntStream.range(0, 20).mapToObj(number -> "text " + number).toList();
        world.signal.hold(SHARD, true);
        RecentRows kept = world.signal.recent(SHARD);
        for (int i = 0; i < sent.size(); i++) {
            world.append(key, List.of(sent.get(i)));
            if (i % 2 == 0) {
                kept.forgetUpTo(Long.MAX_VALUE);
            }
        }
        assertThatThrownBy(() -> world.database.useTransaction(transaction -> {
                    world.outbox.append(transaction, List.of(message(key, "never")));
                    throw new IllegalStateException("changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        // then
        assertThat(texts(next(new RecentRows()))).isEqualTo(sent);
        assertThat(texts(next(kept))).isEqualTo(sent);
        assertThat(texts(next(kept))).as("what was taken is read again").isEqualTo(sent);
    }

    @Test
    void shouldTakeContentsFromHereAndNotFromTheDatabase() throws Exception {
        // given a row whose stored bytes nobody could read
        world.signal.hold(SHARD, true);
        world.append(keyOf(SHARD), List.of("kept"));
        world.database.useTransaction(transaction -> transaction.execute("update outbox set payload = '\\x00'"));

        // then
        assertThat(texts(next(world.signal.recent(SHARD)))).containsExactly("kept");
    }

    @Test
    void shouldKeepNothingForARelayThatIsElsewhere() {
        recent.keep(1, NOW, row("a"));
        assertThat(recent.take(1, NOW)).isNull();

        recent.want(true);
        recent.keep(1, NOW, row("a"));
        recent.want(false);
        assertThat(recent.take(1, NOW)).isNull();
    }

    @Test
    void shouldNotTakeTheRowThatHadTheIdBeforeTheDatabaseWasSetBack() {
        recent.want(true);
        recent.keep(1, NOW, row("a"));

        assertThat(recent.take(1, NOW.plusNanos(1_000))).isNull();
        assertThat(recent.take(1, NOW)).isNull();
    }

    @Test
    void shouldHaveRoomForABatchAndHaveItAgainBehindIt() {
        // given
        recent.want(true);
        OutboxRow large = row("x".repeat(900_000));
        for (int id = 1; id <= 5; id++) {
            recent.keep(id, NOW, large);
        }

        // then
        assertThat(recent.take(1, NOW)).isEqualTo(large.content());
        assertThat(recent.take(3, NOW)).isNull();
        recent.forgetUpTo(5);
        assertThat(recent.take(2, NOW)).isNull();
        recent.keep(6, NOW, large);
        recent.keep(7, NOW, large);
        assertThat(recent.take(6, NOW)).isEqualTo(large.content());
        assertThat(recent.take(7, NOW)).isEqualTo(large.content());
    }
}
