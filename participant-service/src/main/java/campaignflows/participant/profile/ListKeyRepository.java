package campaignflows.participant.profile;

import campaignflows.platform.database.Tx;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keeps the keys that participants have of their customers as those of the customers are. A participant that is added takes
 * them from its draft's customer, whose row its transaction holds; so between the two none is ever left behind.
 */
final class ListKeyRepository {
    private ListKeyRepository() {}

    /** Gives the stored participants of changed customers, in whatever campaigns, the keys that these have now. */
    static void follow(Tx tx, List<CustomerDraft> changed) {
        List<CustomerDraft> rekeyed =
                changed.stream().filter(CustomerDraft::changesListKeys).toList();
        if (rekeyed.isEmpty()) {
            return;
        }
        List<ListKeys> keys = rekeyed.stream().map(CustomerDraft::listKeys).toList();
        tx.query("""
                        update participants p
                           set name_key = u.name_key, email_key = u.email_key, phone_key = u.phone_key,
                               external_id_key = u.external_id_key
                          from unnest(:ids::uuid[], :names::text[], :emails::text[], :phones::text[], :external_ids::text[])
                            as u (id, name_key, email_key, phone_key, external_id_key)
                         where p.customer_id = u.id
                        """)
                .bind("ids", rekeyed.stream().map(CustomerDraft::id).toArray(UUID[]::new))
                .bind("names", texts(keys, ListKeys::name))
                .bind("emails", texts(keys, ListKeys::email))
                .bind("phones", texts(keys, ListKeys::phone))
                .bind("external_ids", texts(keys, ListKeys::externalId))
                .execute();
    }

    private static String[] texts(List<ListKeys> keys, Function<ListKeys, String> key) {
        return keys.stream().map(key).toArray(String[]::new);
    }
}
