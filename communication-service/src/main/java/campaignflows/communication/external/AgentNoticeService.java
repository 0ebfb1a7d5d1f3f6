package campaignflows.communication.external;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Backoff;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells external agents what has happened to their sessions without them: by signed calls, each as often as it takes for about
 * a day. A crash costs the lease only, and a repeat is known by its id. An agent that is away is told nothing more until its
 * turn comes again; others are told beside it.
 */
@Singleton
public final class AgentNoticeService {
    private static final Logger LOG = Logger.getLogger(AgentNoticeService.class);
    private static final int BATCH = 50;
    private static final Duration LEASE = Duration.ofMinutes(20);
    private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1));
    private static final int MOST_ATTEMPTS = 30;
    private static final int UNAUTHENTICATED = 401;
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;

    private final AgentNoticeRepository notices;
    private final AgentLookupRepository agents;
    private final ExternalAgents externalAgents;
    private final Database database;
    private final Clock clock;

    AgentNoticeService(
            AgentNoticeRepository notices,
            AgentLookupRepository agents,
            ExternalAgents externalAgents,
            @Identifier("work") Database database,
            Clock clock) {
        this.notices = notices;
        this.agents = agents;
        this.externalAgents = externalAgents;
        this.database = database;
        this.clock = clock;
    }

    /** Tells one batch of what is due and says how many there were. */
    public int pass() {
        Instant now = clock.instant();
        List<AgentNoticeRepository.Due> due =
                database.inTransaction(tx -> notices.claim(tx, now, now.plus(LEASE), BATCH));
        if (due.isEmpty()) {
            return 0;
        }
        Map<UUID, List<AgentNoticeRepository.Due>> byAgent =
                due.stream().collect(Collectors.groupingBy(AgentNoticeRepository.Due::agentId));
        Map<UUID, Agent> known = database.read(tx -> agents.all(tx, byAgent.keySet())).stream()
                .collect(Collectors.toMap(Agent::id, Function.identity()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byAgent.forEach((id, ofOne) -> threads.execute(() -> {
                try {
                    tell(id, known.get(id), ofOne);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "external agent not told, tries again agent=%s", id);
                }
            }));
        }
        return due.size();
    }

    private void tell(UUID agentId, @Nullable Agent agent, List<AgentNoticeRepository.Due> ofOne) {
        for (AgentNoticeRepository.Due notice : ofOne) {
            if (agent != null && isHeard(agent, notice)) {
                database.useTransaction(tx -> notices.remove(tx, Set.of(notice.id())));
            } else if (notice.attempts() >= MOST_ATTEMPTS) {
                LOG.warnf("external agent not told for a day, given up agent=%s kind=%s", agentId, notice.kind());
                database.useTransaction(tx -> notices.remove(tx, Set.of(notice.id())));
            } else {
                Instant next = clock.instant().plus(RETRIES.after(notice.attempts()));
                database.useTransaction(tx -> {
                    notices.giveBack(
                            tx,
                            ofOne.stream().map(AgentNoticeRepository.Due::id).toList());
                    notices.postpone(tx, agentId, next);
                });
                return;
            }
        }
    }

    /** Whether there is no use in repeating it. */
    private boolean isHeard(Agent agent, AgentNoticeRepository.Due notice) {
        AgentEndpoint endpoint;
        try {
            endpoint = externalAgents.open(agent);
        } catch (ChannelFaultException e) {
            LOG.warnf("external agent cannot be told anything as it is set up agent=%s", agent.id());
            return false;
        }
        ProviderResponse response = endpoint.tell(
                notice.id(),
                AgentNotice.of(
                        notice.kind(),
                        new AgentNotice.Data(notice.communicationId(), agent.id(), notice.channel(), notice.status())));
        if (!(response instanceof ProviderResponse.Answered answered)) {
            return false;
        }
        int status = answered.status();
        boolean later = answered.isOfServerError()
                || status < 200
                || Set.of(UNAUTHENTICATED, TIMEOUT, TOO_EARLY, TOO_MANY).contains(status);
        if (!later && !answered.isSuccess()) {
            LOG.warnf(
                    "external agent does not want to be told agent=%s kind=%s status=%d",
                    agent.id(), notice.kind(), status);
        }
        return !later;
    }
}
