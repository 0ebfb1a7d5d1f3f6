package campaignflows.participant.search;

import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencyRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads customers as the list shows them. */
@Singleton
class SearchRepository {
    /** What is shown, of the aliases {@code c} and, for the place in the order, {@code sort_key}. */
    static final String SHOWN = """
            c.id, c.external_id, c.name, c.email, c.phone, c.telegram_id, c.web_id, c.telegram_username, c.whatsapp_id,
            c.opt_outs, c.created_at, c.updated_at, c.sort_key,
            (select count(distinct p.campaign_id) from participants p where p.customer_id = c.id) as campaigns_count
            """;

    private final GramFrequencyRepository frequencies;

    SearchRepository(GramFrequencyRepository frequencies) {
        this.frequencies = frequencies;
    }

    /** An item and its place in the order. */
    record Row(CustomerItem item, Position position) {}

    /** Lets all that this transaction reads be of one moment. To be called before it reads. */
    void freeze(Handle transaction) {
        transaction.execute("set transaction isolation level repeatable read, read only");
    }

    /** What the query asks for, to be read within this transaction. */
    Rows<Row> rows(Handle transaction, SearchQuery query) {
        return new CustomerRowsRepository(transaction, query, frequencies.current(transaction));
    }

    static Row row(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        List<ChannelType> optOuts = Arrays.stream(
                        (String[]) row.getArray("opt_outs").getArray())
                .map(name -> ChannelType.valueOf(name.toUpperCase(Locale.ROOT)))
                .sorted()
                .toList();
        CustomerItem item = new CustomerItem(
                id,
                row.getString("external_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("telegram_id"),
                row.getString("web_id"),
                row.getString("telegram_username"),
                row.getString("whatsapp_id"),
                optOuts,
                row.getInt("campaigns_count"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
        return new Row(item, new Position(row.getString("sort_key"), id));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
