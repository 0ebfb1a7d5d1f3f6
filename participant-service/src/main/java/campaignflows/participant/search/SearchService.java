package campaignflows.participant.search;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Rows;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;

/** Pages of a tenant's customers; the first one contains the total. */
@Singleton
public class SearchService {
    private final Database database;
    private final SearchRepository customers;

    SearchService(Database database, SearchRepository customers) {
        this.database = database;
        this.customers = customers;
    }

    Page<CustomerItem> search(SearchQuery query) {
        return database.inTransaction(tx -> page(tx, query)).map(SearchRepository.Found::item);
    }

    private Page<SearchRepository.Found> page(Tx tx, SearchQuery query) {
        customers.freeze(tx);
        Rows<SearchRepository.Found> rows = customers.rows(tx, query);
        String listName = query.order().listName();
        return query.after().isPresent()
                ? BoundedPages.page(rows, listName, query.limit())
                : BoundedPages.first(rows, listName, query.limit());
    }
}
