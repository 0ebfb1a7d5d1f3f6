package campaignflows.participant.list;

import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencyRepository;
import campaignflows.participant.roster.ParticipantStatus;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads a campaign's participants as the list shows them. */
@Singleton
class ListRepository {

    private final GramFrequencyRepository frequencies;

    ListRepository(GramFrequencyRepository frequencies) {
        this.frequencies = frequencies;
    }

    /** An item and its place in the order. */
    record Row(ParticipantItem item, Position position) {}

    /** Lets all that this transaction reads be of one moment. To be called before it reads. */
    void freeze(Handle transaction) {
        transaction.execute("set transaction isolation level repeatable read, read only");
    }

    /** What the query asks for, to be read within this transaction. */
    Rows<Row> rows(Handle transaction, ListQuery query) {
        return new RowsRepository(transaction, query, frequencies.current(transaction));
    }

    static Row row(ResultSet row) throws SQLException {
        boolean set = row.getBoolean("result");
        @Nullable Boolean result = row.wasNull() ? null : (Boolean) set;
        int communications = row.getInt("communications_count");
        UUID id = row.getObject("id", UUID.class);
        ParticipantItem item = new ParticipantItem(
                id,
                row.getObject("campaign_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("object_id"),
                row.getString("timezone"),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("external_id"),
                communications,
                ParticipantStatus.of(result, communications, row.getInt("open_communications")),
                result,
                instant(row, "result_at"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")));
        return new Row(item, new Position(row.getString("sort_key"), id));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
