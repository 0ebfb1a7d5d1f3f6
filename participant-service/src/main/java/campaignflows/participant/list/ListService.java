package campaignflows.participant.list;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Rows;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Pages of a campaign's participants; the first one says how many there are, exactly up to 10,000. */
@Singleton
public class ListService {
    private final Database database;
    private final ListRepository participants;
    private final NewestDefinitions definitions;

    ListService(Database database, ListRepository participants, NewestDefinitions definitions) {
        this.database = database;
        this.participants = participants;
        this.definitions = definitions;
    }

    Page<ParticipantItem> list(ListQuery query) {
        definitions.requireCampaign(query.tenantId(), query.campaignId());
        return database.inTransaction(handle -> page(handle, query)).map(ListRepository.Row::item);
    }

    private Page<ListRepository.Row> page(Handle transaction, ListQuery query) {
        participants.freeze(transaction);
        Rows<ListRepository.Row> rows = participants.rows(transaction, query);
        String listName = query.order().listName();
        return query.after().isPresent()
                ? BoundedPages.page(rows, listName, query.limit())
                : BoundedPages.first(rows, listName, query.limit());
    }
}
