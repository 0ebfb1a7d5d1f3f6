package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PublishedRowsTest {
    private final UUID outbox = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    @Test
    void shouldNameRowsByIdAndTime() {
        var rows = new PublishedRows(
                outbox,
                List.of(
                        new OutboxRows.Key(7, Instant.parse("2026-06-30T10:00:00.123456Z")),
                        new OutboxRows.Key(Long.MAX_VALUE, Instant.parse("1969-12-31T23:59:59.999999Z"))));

        assertThat(new String(rows.encode(), StandardCharsets.US_ASCII))
                .isEqualTo("2 018f0000-0000-7000-8000-000000000001 7:1782813600123456,9223372036854775807:-1");
        assertThat(PublishedRows.decode(rows.encode())).isEqualTo(rows);
        assertThat(rows.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void shouldReadWhatNamesIdsAlone() {
        byte[] former = ("1 " + outbox + " 7,8").getBytes(StandardCharsets.US_ASCII);

        assertThat(PublishedRows.decode(former).of(outbox))
                .contains(List.of(new OutboxRows.Key(7, null), new OutboxRows.Key(8, null)));
    }

    @Test
    void shouldRefuseWhatANewerReleaseHasWritten() {
        assertThatThrownBy(() -> PublishedRows.decode(("3 " + outbox + " x").getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalStateException.class);
    }
}
