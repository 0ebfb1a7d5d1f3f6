package campaignflows.communication.external;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Backoff;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells external agents what has happened to their sessions without them: by signed calls, each as often as it takes for about
 * a day. A crash costs the lease only, and a repeat is known by its id. What is told of one session is told in its order. An agent
 * that is away is told nothing more until its turn comes again; one that takes its time delays no other.
 */
@Singleton
public final class AgentNoticeService {
    private static final Logger LOG = Logger.getLogger(AgentNoticeService.class);
    private static final int BATCH = 50;
    private static final int SIDE_BY_SIDE = 8;
    private static final Duration LEASE = Duration.ofMinutes(20);
    private static final Duration PATIENCE = Duration.ofMillis(250);
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
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    @Inject
    AgentNoticeService(
            AgentNoticeRepository notices,
            AgentLookupRepository agents,
            ExternalAgents externalAgents,
            @Identifier("work") Database database,
            Clock clock) {
        this(notices, agents, externalAgents, database, clock, PATIENCE);
    }

    /** @param patience how long a pass waits for the agents that it tells something */
    AgentNoticeService(
            AgentNoticeRepository notices,
            AgentLookupRepository agents,
            ExternalAgents externalAgents,
            Database database,
            Clock clock,
            Duration patience) {
        this.notices = notices;
        this.agents = agents;
        this.externalAgents = externalAgents;
        this.database = database;
        this.clock = clock;
        this.patience = patience;
    }

    /** Leaves what is not told yet to another replica, or to itself after a start. */
    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** Tells one batch of what is due and says how many there were. Agents that have not responded then are told on beside it. */
    public int pass() throws InterruptedException {
        Instant now = clock.instant();
        List<AgentNoticeRepository.Due> due =
                database.inTransaction(tx -> notices.claim(tx, busy, now, now.plus(LEASE), BATCH));
        if (due.isEmpty()) {
            return 0;
        }
        Map<UUID, List<AgentNoticeRepository.Due>> byAgent =
                due.stream().collect(Collectors.groupingBy(AgentNoticeRepository.Due::agentId));
        Map<UUID, Agent> known = database.read(tx -> agents.all(tx, byAgent.keySet())).stream()
                .collect(Collectors.toMap(Agent::id, Function.identity()));
        CountDownLatch told = new CountDownLatch(byAgent.size());
        busy.addAll(byAgent.keySet());
        byAgent.forEach((id, ofOne) -> threads.execute(() -> {
            try {
                tell(id, known.get(id), ofOne);
            } catch (RuntimeException e) {
                LOG.errorf(e, "external agent not told, tries again agent=%s", id);
            } finally {
                busy.remove(id);
                told.countDown();
            }
        }));
        boolean all = told.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debugf("external agents told agents=%s all=%s", byAgent.keySet(), all);
        return due.size();
    }

    /** The first one alone: whoever does not hear it is not asked for the others, which are of other sessions. */
    private void tell(UUID agentId, @Nullable Agent agent, List<AgentNoticeRepository.Due> ofOne) {
        AgentNoticeRepository.Due first = ofOne.getFirst();
        List<AgentNoticeRepository.Due> rest = ofOne.subList(1, ofOne.size());
        List<AgentNoticeRepository.Due> unheard = new ArrayList<>();
        if (!isSettled(agentId, agent, first)) {
            unheard.addAll(ofOne);
        } else if (!rest.isEmpty()) {
            unheard.addAll(sideBySide(agentId, agent, rest));
        }
        if (!unheard.isEmpty()) {
            Instant next = clock.instant().plus(RETRIES.after(unheard.getFirst().attempts()));
            database.useTransaction(tx -> {
                notices.giveBack(
                        tx, unheard.stream().map(AgentNoticeRepository.Due::id).toList());
                notices.postpone(tx, agentId, next);
            });
        }
    }

    /** Those that are to be told again. */
    private Collection<AgentNoticeRepository.Due> sideBySide(
            UUID agentId, @Nullable Agent agent, List<AgentNoticeRepository.Due> all) {
        Queue<AgentNoticeRepository.Due> unheard = new ConcurrentLinkedQueue<>();
        Queue<AgentNoticeRepository.Due> waiting = new ConcurrentLinkedQueue<>(all);
        Runnable work = () -> {
            for (AgentNoticeRepository.Due next = waiting.poll(); next != null; next = waiting.poll()) {
                if (!unheard.isEmpty() || !isSettled(agentId, agent, next)) {
                    unheard.add(next);
                }
            }
        };
        try (ExecutorService few = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(SIDE_BY_SIDE, all.size()); i++) {
                few.execute(work);
            }
        }
        return unheard;
    }

    /** Whether there is no use in telling it again; then it is gone. */
    private boolean isSettled(UUID agentId, @Nullable Agent agent, AgentNoticeRepository.Due notice) {
        boolean settled = notice.isGone() || (agent != null && isHeard(agent, notice));
        if (!settled && notice.attempts() >= MOST_ATTEMPTS) {
            LOG.warnf("external agent not told for a day, given up agent=%s kind=%s", agentId, notice.kind());
            settled = true;
        }
        if (settled) {
            database.useTransaction(tx -> notices.remove(tx, Set.of(notice.id())));
        }
        return settled;
    }

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
                        new AgentNotice.Data(
                                notice.communicationId(),
                                agent.id(),
                                notice.channel(),
                                notice.status(),
                                notice.said())));
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
