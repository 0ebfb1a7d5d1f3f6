package campaignflows.participant.profile;

import campaignflows.platform.database.Tx;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keeps the keys that participants have from their customers up to date. A participant that is added takes them from the
 * customer of its draft, whose row its transaction has locked; so none is ever missed between the two.
 */
final class ListKeyRepository {
    private ListKeyRepository() {}

    /** Gives the stored participants of changed customers, in all campaigns, their current keys. */
    static void follow(Tx tx, List<UnsavedCustomer> changed) {
        List<UnsavedCustomer> rekeyed =
                changed.stream().filter(UnsavedCustomer::changesListKeys).toList();
        if (rekeyed.isEmpty()) {
            return;
        }
        List<ListKeys> keys = rekeyed.stream().map(UnsavedCustomer::listKeys).toList();
        tx.query("""
                        update participants p
                           set name_key = u.name_key, email_key = u.email_key, phone_key = u.phone_key,
                               external_id_key = u.external_id_key
                          from unnest(:ids::uuid[], :names::text[], :emails::text[], :phones::text[], :external_ids::text[])
                            as u (id, name_key, email_key, phone_key, external_id_key)
                         where p.customer_id = u.id
                        """)
                .bind("ids", rekeyed.stream().map(UnsavedCustomer::id).toArray(UUID[]::new))
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
