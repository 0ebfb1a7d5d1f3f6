package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencyRepository;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Reads a campaign's participants as the list shows them. */
@Singleton
class ListRepository {

    private final GramFrequencyRepository frequencies;

    ListRepository(GramFrequencyRepository frequencies) {
        this.frequencies = frequencies;
    }

    /** An item and its position in the order. */
    record Listed(ParticipantItem item, Position position) {}

    /** Makes everything that this transaction reads a consistent snapshot. To be called before it reads. */
    void freeze(Tx tx) {
        tx.query("set transaction isolation level repeatable read, read only").execute();
    }

    /** The rows of the query, to be read within this transaction. */
    Rows<Listed> rows(Tx tx, ListQuery query) {
        return new RowsRepository(tx, query, frequencies.current(tx));
    }

    static Listed row(Row row) {
        Boolean result = row.orNull("result", Row::bool);
        int communications = row.integer("communications_count");
        UUID id = row.uuid("id");
        ParticipantItem item = new ParticipantItem(
                id,
                row.uuid("campaign_id"),
                row.uuid("customer_id"),
                row.orNull("object_id", Row::text),
                row.orNull("timezone", Row::text),
                row.orNull("name", Row::text),
                row.orNull("email", Row::text),
                row.orNull("phone", Row::text),
                row.orNull("external_id", Row::text),
                communications,
                ParticipantStatus.of(result, communications, row.integer("open_communications")),
                result,
                row.orNull("result_at", Row::instant),
                row.instant("created_at"),
                row.instant("updated_at"));
        return new Listed(item, new Position(row.orNull("sort_key", Row::text), id));
    }
}
