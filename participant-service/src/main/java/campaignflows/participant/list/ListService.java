package campaignflows.participant.list;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Rows;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;

/** Pages of a campaign's participants; the first one contains the total, exact up to 10,000. */
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
        return database.inTransaction(tx -> page(tx, query)).map(ListRepository.Listed::item);
    }

    private Page<ListRepository.Listed> page(Tx tx, ListQuery query) {
        participants.freeze(tx);
        Rows<ListRepository.Listed> rows = participants.rows(tx, query);
        String listName = query.order().listName();
        return query.after().isPresent()
                ? BoundedPages.page(rows, listName, query.limit())
                : BoundedPages.first(rows, listName, query.limit());
    }
}
