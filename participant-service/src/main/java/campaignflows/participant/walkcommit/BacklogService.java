package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.walk.WalkProtocol;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.TopicEnds;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/** Returns how far the engine is behind, so that whoever creates events in bulk can wait for it. */
@Singleton
public class BacklogService {
    private static final Logger LOG = Logger.getLogger(BacklogService.class);

    private final Database database;
    private final BacklogRepository repository;
    private final TopicEnds ends;

    BacklogService(Database database, BacklogRepository repository, TopicEnds ends) {
        this.database = database;
        this.repository = repository;
        this.ends = ends;
    }

    /**
     * The events that are stored but not walked yet: on their way to the topic, and on the topic.
     *
     * @throws ProblemException 503 if Kafka does not answer
     */
    WalkProtocol.Backlog backlog() {
        long unpublished = database.read(repository::unpublished);
        // The ends are read after the positions: what is walked in between counts as waiting, never the other way
        // round.
        Map<Integer, Long> walked = database.read(repository::walkedTo);
        long published = 0;
        for (Map.Entry<Integer, Long> end : ends().entrySet()) {
            published += Math.max(0, end.getValue() - walked.getOrDefault(end.getKey(), 0L));
        }
        return new WalkProtocol.Backlog(unpublished + published);
    }

    private Map<Integer, Long> ends() {
        try {
            return ends.of(Topics.PARTICIPANT_EVENTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        } catch (RuntimeException e) {
            LOG.infof(
                    "the engine's backlog is unknown at the moment reason=%s",
                    e.getClass().getSimpleName());
            throw ProblemException.unavailable("Kafka does not answer: try again");
        }
    }
}
