package campaignflows.platform.database;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Reads a row of each entity before the service takes requests. The first query of a process loads a large part of Hibernate, on
 * an event loop, and takes seconds where the processors are busy, as when a service is replaced under load: whatever came
 * meanwhile would wait for it, and what waits for a connection for longer than the pool allows is refused.
 */
@Singleton
class FirstQuery {
    private static final Logger LOG = Logger.getLogger(FirstQuery.class);

    void ask(
            @Observes StartupEvent event,
            Instance<Mutiny.SessionFactory> sessions,
            Instance<Transactions> transactions) {
        if (sessions.isUnsatisfied()) {
            return;
        }
        List<Class<?>> entities = sessions.get().getMetamodel().getEntities().stream()
                .<Class<?>>map(EntityType::getJavaType)
                .toList();
        try {
            transactions
                    .get()
                    .await(session -> Multi.createFrom()
                            .iterable(entities)
                            .onItem()
                            .transformToUniAndConcatenate(entity -> one(session, entity))
                            .collect()
                            .last()
                            .replaceWithVoid());
        } catch (RuntimeException e) {
            // Whether the database is there is for readiness to say.
            LOG.warnf("no first query cause=%s", e.getClass().getSimpleName());
        }
    }

    private static Uni<? extends List<?>> one(Mutiny.Session session, Class<?> entity) {
        return session.createSelectionQuery("from " + entity.getName(), entity)
                .setMaxResults(1)
                .getResultList();
    }
}
