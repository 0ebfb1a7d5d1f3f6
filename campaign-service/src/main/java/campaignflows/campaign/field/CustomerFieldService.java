package campaignflows.campaign.field;

import campaignflows.campaign.text.OneLine;
import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The fields of a tenant's customer profiles (rule D2), whichever campaign introduced them. */
@Singleton
public class CustomerFieldService {
    /** Names the list in its cursors. */
    public static final String LIST = "customer-fields";

    private final Transactions transactions;
    private final CustomerFieldRepository fields;

    CustomerFieldService(Transactions transactions, CustomerFieldRepository fields) {
        this.transactions = transactions;
        this.fields = fields;
    }

    /** All of them, in their order, the system fields first. */
    public Uni<List<CustomerField>> all(UUID tenant) {
        return transactions.run(session -> fields.ofTenant(session, tenant));
    }

    /**
     * A page of those whose name or title holds the text, without regard to case.
     *
     * @param after the name of the last field of the page before
     */
    public Uni<Page<CustomerField>> page(UUID tenant, Optional<String> search, Optional<Cursor> after, int limit) {
        Optional<String> name = after.map(cursor -> String.valueOf(cursor.text(0)));
        return all(tenant).map(all -> page(all, search, name, limit));
    }

    /** Names outlive their campaigns, so a page continues after the last name of the previous one, wherever that is now. */
    static Page<CustomerField> page(
            List<CustomerField> all, Optional<String> search, Optional<String> after, int limit) {
        Predicate<CustomerField> found =
                search.map(CustomerFieldService::holding).orElse(field -> true);
        List<CustomerField> rest = after.map(name -> after(all, name)).orElse(all);
        List<CustomerField> rows = rest.stream().filter(found).limit(limit + 1L).toList();
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(LIST, last.name()))
                .withTotal(all.stream().filter(found).count());
    }

    private static Predicate<CustomerField> holding(String text) {
        String key = OneLine.key(text);
        return field -> OneLine.key(field.name()).contains(key)
                || OneLine.key(field.title()).contains(key);
    }

    private static List<CustomerField> after(List<CustomerField> all, String name) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw QueryParameters.malformed("cursor", "There is no such field: begin again without a cursor");
    }
}
