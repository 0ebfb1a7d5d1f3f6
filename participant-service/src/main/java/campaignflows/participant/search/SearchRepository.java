package campaignflows.participant.search;

import campaignflows.participant.contact.ContactRepository;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencyRepository;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Reads customers as the list shows them. */
@Singleton
class SearchRepository {
    /** The columns of an item, of the alias {@code c}, and {@code sort_key} for the position in the order. */
    static final String SHOWN = """
            c.id, c.external_id, c.name, c.email, c.phone, c.telegram_id, c.web_id, c.telegram_username, c.whatsapp_id,
            c.opt_outs, c.created_at, c.updated_at, c.sort_key,
            (select count(distinct p.campaign_id) from participants p where p.customer_id = c.id) as campaigns_count
            """;

    private final GramFrequencyRepository frequencies;

    SearchRepository(GramFrequencyRepository frequencies) {
        this.frequencies = frequencies;
    }

    /** An item and its position in the order. */
    record Found(CustomerItem item, Position position) {}

    /** Makes everything that this transaction reads a consistent snapshot. To be called before it reads. */
    void freeze(Tx tx) {
        tx.query("set transaction isolation level repeatable read, read only").execute();
    }

    /** The rows of the query, to be read within this transaction. */
    Rows<Found> rows(Tx tx, SearchQuery query) {
        return new CustomerRowsRepository(tx, query, frequencies.current(tx));
    }

    static Found row(Row row) {
        UUID id = row.uuid("id");
        CustomerItem item = new CustomerItem(
                id,
                row.orNull("external_id", Row::text),
                row.orNull("name", Row::text),
                row.orNull("email", Row::text),
                row.orNull("phone", Row::text),
                row.orNull("telegram_id", Row::text),
                row.orNull("web_id", Row::text),
                row.orNull("telegram_username", Row::text),
                row.orNull("whatsapp_id", Row::text),
                ContactRepository.optOuts(row).stream().sorted().toList(),
                row.integer("campaigns_count"),
                row.instant("created_at"),
                row.instant("updated_at"));
        return new Found(item, new Position(row.orNull("sort_key", Row::text), id));
    }
}
