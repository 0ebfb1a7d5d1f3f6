package campaignflows.communication.agent;

import campaignflows.communication.storage.NamedRepository;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Agents as people edit them, with what they are attached to. */
@Singleton
public class AgentRepository extends NamedRepository {
    public AgentRepository() {
        super("agents_name");
    }

    Uni<Void> insert(Mutiny.Session session, Agent agent) {
        return session.persist(agent).chain(() -> flush(session, agent));
    }

    /** Writes what was changed; fails if the tenant has another one of that name. */
    Uni<Void> flush(Mutiny.Session session, Agent agent) {
        return flush(session, () -> nameTaken(agent.name()));
    }

    /** The agent, or null. */
    Uni<@Nullable Agent> find(Mutiny.Session session, UUID tenantId, UUID id) {
        return session.createSelectionQuery(
                        "from Agent a left join fetch a.channelIds where a.tenantId = :tenant and a.id = :id",
                        Agent.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .getSingleResultOrNull();
    }

    /** The agent, locked against other changes, deletion and plans that refer to it, or null. */
    Uni<@Nullable Agent> lock(Mutiny.Session session, UUID tenantId, UUID id) {
        return session.createSelectionQuery("from Agent a where a.tenantId = :tenant and a.id = :id", Agent.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    Uni<Void> delete(Mutiny.Session session, Agent agent) {
        return session.remove(agent).chain(session::flush);
    }

    /** Fails if the tenant has another one of that name. */
    Uni<Void> requireNameFree(Mutiny.Session session, UUID tenantId, String name, UUID exceptId) {
        return session.createSelectionQuery(
                        "select count(a) from Agent a where a.tenantId = :tenant and lower(a.name) = lower(:name) and a.id <> :id",
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
    Uni<List<Agent>> list(Mutiny.Session session, UUID tenantId, @Nullable String afterName, int limit) {
        String after = afterName == null ? "" : " and lower(b.name) > :after";
        Mutiny.SelectionQuery<Agent> query = session.createSelectionQuery("""
                        from Agent a left join fetch a.channelIds
                         where a.id in (select b.id from Agent b where b.tenantId = :tenant%s
                                         order by lower(b.name) limit :limit)
                         order by lower(a.name)
                        """.formatted(after), Agent.class)
                .setParameter("tenant", tenantId)
                .setParameter("limit", limit);
        return (afterName == null ? query : query.setParameter("after", afterName)).getResultList();
    }

    Uni<Long> count(Mutiny.Session session, UUID tenantId) {
        return session.createSelectionQuery("select count(a) from Agent a where a.tenantId = :tenant", Long.class)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }

    /** Channels on which the agent has communications of these statuses. */
    Uni<List<UUID>> channelsInUse(Mutiny.Session session, UUID id, List<String> statuses) {
        return session.createNativeQuery(
                        "select distinct channel_id from communications where agent_id = :id and status in (:statuses)",
                        UUID.class)
                .setParameter("id", id)
                .setParameter("statuses", statuses)
                .getResultList();
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.conflict("There is already an agent named " + name);
    }
}
