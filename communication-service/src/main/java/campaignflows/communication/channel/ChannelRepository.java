package campaignflows.communication.channel;

import campaignflows.communication.storage.NamedRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Channels as people edit them. */
@Singleton
public class ChannelRepository extends NamedRepository {
    public ChannelRepository() {
        super("channels_name");
    }

    Uni<Void> insert(Mutiny.Session session, Channel channel) {
        return session.persist(channel).chain(() -> flush(session, channel));
    }

    /** Writes what was changed; fails if the tenant has another one of that name. */
    Uni<Void> flush(Mutiny.Session session, Channel channel) {
        return flush(session, () -> nameTaken(channel.name()));
    }

    /** The channel, or null. */
    Uni<@Nullable Channel> find(Mutiny.Session session, UUID tenantId, UUID id) {
        return one(session, tenantId, id).getSingleResultOrNull();
    }

    /** The channel, locked against other changes and deletion, or null. */
    Uni<@Nullable Channel> lock(Mutiny.Session session, UUID tenantId, UUID id) {
        return one(session, tenantId, id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    /** Locks it also against whoever refers to it, which a change need not; whether it is there. */
    Uni<Boolean> lockForDeletion(Mutiny.Session session, UUID tenantId, UUID id) {
        return session.createNativeQuery(
                        "select id from channels where tenant_id = :tenant and id = :id for update", UUID.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getResultList()
                .map(found -> !found.isEmpty());
    }

    Uni<Void> delete(Mutiny.Session session, UUID id) {
        return session.createMutationQuery("delete from Channel where id = :id")
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> unblockContacts(Mutiny.Session session, UUID id) {
        return session.createNativeQuery("delete from blocked_contacts where channel_id = :id")
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Fails if the tenant has another one of that name. */
    Uni<Void> requireNameFree(Mutiny.Session session, UUID tenantId, String name, UUID exceptId) {
        return session.createSelectionQuery(
                        "select count(c) from Channel c where c.tenantId = :tenant and lower(c.name) = lower(:name) and c.id <> :id",
                        Long.class)
                .setParameter("tenant", tenantId)
                .setParameter("name", name)
                .setParameter("id", exceptId)
                .getSingleResult()
                .invoke(others -> {
                    if (others > 0) {
                        throw nameTaken(name);
                    }
                })
                .replaceWithVoid();
    }

    /** By name, after the given one; null begins. */
    Uni<List<Channel>> list(Mutiny.Session session, UUID tenantId, @Nullable String afterName, int limit) {
        String after = afterName == null ? "" : " and lower(c.name) > :after";
        Mutiny.SelectionQuery<Channel> query = session.createSelectionQuery(
                        "from Channel c where c.tenantId = :tenant" + after + " order by lower(c.name)", Channel.class)
                .setParameter("tenant", tenantId)
                .setMaxResults(limit);
        return (afterName == null ? query : query.setParameter("after", afterName)).getResultList();
    }

    Uni<Long> count(Mutiny.Session session, UUID tenantId) {
        return session.createSelectionQuery("select count(c) from Channel c where c.tenantId = :tenant", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }

    /** All of the tenant, in no order. */
    public Uni<List<Channel>> ofTenant(Mutiny.Session session, UUID tenantId) {
        return session.createSelectionQuery("from Channel c where c.tenantId = :tenant", Channel.class)
                .setParameter("tenant", tenantId)
                .getResultList();
    }

    /** The types of the tenant's channels of these ids, which are protected from deletion until the end of the transaction. */
    public Uni<List<ChannelType>> typesForReference(Mutiny.Session session, UUID tenantId, List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery("""
                        select type from channels where tenant_id = :tenant and id in (:ids) order by id for key share
                        """, String.class)
                .setParameter("tenant", tenantId)
                .setParameter("ids", ids)
                .getResultList()
                .map(types -> types.stream()
                        .map(type -> WireName.constant(ChannelType.class, type))
                        .toList());
    }

    /** Names of the agents that the channel is attached to. */
    Uni<List<String>> agentsOf(Mutiny.Session session, UUID id) {
        return session.createNativeQuery("""
                        select a.name from agent_channels ac join agents a on a.id = ac.agent_id
                         where ac.channel_id = :id order by a.name
                        """, String.class)
                .setParameter("id", id)
                .getResultList();
    }

    Uni<Boolean> hasPlanned(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(
                        "select exists(select from communications where channel_id = :id and status = 'planned')",
                        Boolean.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    private static Mutiny.SelectionQuery<Channel> one(Mutiny.Session session, UUID tenantId, UUID id) {
        return session.createSelectionQuery("from Channel c where c.tenantId = :tenant and c.id = :id", Channel.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id);
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.conflict("There is already a channel named " + name);
    }
}
