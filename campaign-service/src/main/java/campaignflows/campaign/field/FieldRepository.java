package campaignflows.campaign.field;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The fields of campaigns and of the tenants' customer profiles. Writing them requires that the campaign is locked. */
@Singleton
public class FieldRepository {

    /** The fields of a campaign, in their order. */
    public Uni<List<DataField>> list(Mutiny.Session session, UUID campaignId) {
        return stored(session, campaignId)
                .map(fields -> fields.stream().map(StoredField::field).toList());
    }

    private static Uni<List<StoredField>> stored(Mutiny.Session session, UUID campaignId) {
        return session.createSelectionQuery(
                        "from StoredField where key.campaignId = :campaign order by position, key.name",
                        StoredField.class)
                .setParameter("campaign", campaignId)
                .getResultList();
    }

    /** Null if the campaign has no such field. */
    Uni<@Nullable DataField> find(Mutiny.Session session, UUID campaignId, String name) {
        return session.find(StoredField.class, new FieldKey(campaignId, name))
                .map(stored -> stored == null ? null : stored.field());
    }

    /** Adds the fields, in their order, after all others of the campaign. */
    Uni<Void> append(Mutiny.Session session, UUID tenant, UUID campaignId, List<DataField> added) {
        return session.createSelectionQuery(
                        "select coalesce(max(position), 0) from StoredField where key.campaignId = :campaign",
                        Integer.class)
                .setParameter("campaign", campaignId)
                .getSingleResult()
                .map(last -> placed(tenant, campaignId, added, last))
                .chain(placed -> session.persistAll(placed));
    }

    private static Object[] placed(UUID tenant, UUID campaignId, List<DataField> added, int last) {
        Object[] placed = new Object[added.size()];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = new StoredField(tenant, campaignId, added.get(i), last + 1 + i);
        }
        return placed;
    }

    Uni<Void> update(Mutiny.Session session, UUID campaignId, DataField field) {
        return session.find(StoredField.class, new FieldKey(campaignId, field.name()))
                .invoke(stored -> stored.become(field))
                .replaceWithVoid();
    }

    Uni<Void> delete(Mutiny.Session session, UUID campaignId, String name) {
        return session.find(StoredField.class, new FieldKey(campaignId, name)).chain(session::remove);
    }

    /** Gives the fields the order of the names, which are all of the campaign's. */
    Uni<Void> reorder(Mutiny.Session session, UUID campaignId, List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size() + 1));
        return stored(session, campaignId)
                .invoke(fields ->
                        fields.forEach(field -> field.moveTo(Objects.requireNonNull(places.get(field.name())))))
                .replaceWithVoid();
    }

    /**
     * Makes changes of fields one by one in the tenant, until the transaction ends. Taken before any campaign is locked:
     * a Customer Profile field concerns several of them.
     */
    Uni<Void> lockTenant(Mutiny.Session session, UUID tenant) {
        return session.createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended('fields ' || :tenant, 0))", Integer.class)
                .setParameter("tenant", tenant.toString())
                .getSingleResult()
                .replaceWithVoid();
    }

    /** What the name means in the tenant's customer profiles; null if nothing yet. */
    Uni<@Nullable ValueKind> profile(Mutiny.Session session, UUID tenant, String name) {
        return session.find(ProfileField.class, new ProfileKey(tenant, name))
                .map(stored -> stored == null ? null : stored.kind());
    }

    Uni<Void> saveProfile(Mutiny.Session session, UUID tenant, String name, ValueKind kind) {
        ProfileKey key = new ProfileKey(tenant, name);
        return session.find(ProfileField.class, key)
                .invoke(stored -> {
                    if (stored != null) {
                        stored.become(kind);
                    }
                })
                .onItem()
                .ifNull()
                .switchTo(() -> persisted(session, new ProfileField(key, kind)))
                .replaceWithVoid();
    }

    /** The campaigns that have the Customer Profile field, in the order of their ids. */
    Uni<List<UUID>> campaignsWithProfile(Mutiny.Session session, UUID tenant, String name) {
        return session.createSelectionQuery(
                        "select key.campaignId from StoredField where tenantId = :tenant and key.name = :name"
                                + " and level = campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER"
                                + " order by key.campaignId",
                        UUID.class)
                .setParameter("tenant", tenant)
                .setParameter("name", name)
                .getResultList();
    }

    /** What a removed Participant field of the campaign was; null if there was none of that name. */
    Uni<@Nullable ValueKind> former(Mutiny.Session session, UUID campaignId, String name) {
        return session.find(RemovedField.class, new FieldKey(campaignId, name))
                .map(stored -> stored == null ? null : stored.kind());
    }

    Uni<Void> rememberFormer(Mutiny.Session session, UUID campaignId, DataField field) {
        FieldKey key = new FieldKey(campaignId, field.name());
        ValueKind kind = ValueKind.of(field);
        return session.find(RemovedField.class, key)
                .invoke(stored -> {
                    if (stored != null) {
                        stored.become(kind);
                    }
                })
                .onItem()
                .ifNull()
                .switchTo(() -> persisted(session, new RemovedField(key, kind)))
                .replaceWithVoid();
    }

    Uni<Void> forgetFormer(Mutiny.Session session, UUID campaignId, String name) {
        return session.find(RemovedField.class, new FieldKey(campaignId, name))
                .chain(stored -> stored == null ? Uni.createFrom().voidItem() : session.remove(stored));
    }

    private static <T> Uni<T> persisted(Mutiny.Session session, T entity) {
        return session.persist(entity).replaceWith(entity);
    }
}
