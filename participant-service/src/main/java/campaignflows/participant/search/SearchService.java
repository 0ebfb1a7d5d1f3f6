package campaignflows.participant.search;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Rows;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Pages of a tenant's customers; the first one says how many there are. */
@Singleton
public class SearchService {
    private final Database database;
    private final SearchRepository customers;

    SearchService(Database database, SearchRepository customers) {
        this.database = database;
        this.customers = customers;
    }

    Page<CustomerItem> search(SearchQuery query) {
        return database.inTransaction(handle -> page(handle, query)).map(SearchRepository.Row::item);
    }

    private Page<SearchRepository.Row> page(Handle transaction, SearchQuery query) {
        customers.freeze(transaction);
        Rows<SearchRepository.Row> rows = customers.rows(transaction, query);
        String listName = query.order().listName();
        return query.after().isPresent()
                ? BoundedPages.page(rows, listName, query.limit())
                : BoundedPages.first(rows, listName, query.limit());
    }
}
