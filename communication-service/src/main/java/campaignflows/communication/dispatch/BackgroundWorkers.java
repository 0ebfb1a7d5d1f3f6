package campaignflows.communication.dispatch;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.email.SmtpConnections;
import campaignflows.communication.external.AgentEventService;
import campaignflows.communication.external.AgentNoticeService;
import campaignflows.communication.inbound.InboundService;
import campaignflows.communication.inbound.InboundSignal;
import campaignflows.communication.session.SessionTimer;
import campaignflows.communication.voice.CallLookups;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The threads that make time pass: one finds what is due, one moves open sessions on, one keeps this replica's claims and
 * settles those of dead ones, one looks at what contacts have said and one forgets it in time, one tells external agents. Each
 * survives any failure of a pass.
 */
@Singleton
public class BackgroundWorkers {
    private static final Logger LOG = Logger.getLogger(BackgroundWorkers.class);
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration WHEN_LIMITED = Duration.ofMillis(40);
    private static final Duration SESSIONS_POLL = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final Duration INBOUND_POLL = Duration.ofMillis(500);
    private static final Duration CLEAN_UP_PAUSE = Duration.ofHours(1);
    private static final int RECOVER_AT_ONCE = 500;
    private static final String CLAIMS = "claims";
    private static final String INBOUND = "inbound";
    private static final Duration INBOUND_PATIENCE = Duration.ofMinutes(2);
    private static final String CALLS = "calls";
    private static final Duration CALLS_POLL = Duration.ofSeconds(5);
    private static final Duration CALLS_PATIENCE = Duration.ofMinutes(4);
    private static final String NOTICES = "agent-notices";
    private static final Duration NOTICES_POLL = Duration.ofMillis(250);
    private static final String CLEAN_UP = "inbound-clean-up";

    private final CommunicationConfig.Dispatch config;
    private final Dispatcher dispatcher;
    private final Claims claims;
    private final SessionTimer sessions;
    private final CallLookups calls;
    private final SmtpConnections connections;
    private final InboundService inbound;
    private final AgentEventService agentEvents;
    private final AgentNoticeService agentNotices;
    private final InboundSignal inboundSignal;
    private final DispatchSignal signal;
    private final Heartbeats heartbeats;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    BackgroundWorkers(
            CommunicationConfig config,
            Dispatcher dispatcher,
            Claims claims,
            SessionTimer sessions,
            CallLookups calls,
            SmtpConnections connections,
            InboundService inbound,
            AgentEventService agentEvents,
            AgentNoticeService agentNotices,
            InboundSignal inboundSignal,
            DispatchSignal signal,
            Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
        this.config = config.dispatch();
        this.dispatcher = dispatcher;
        this.claims = claims;
        this.sessions = sessions;
        this.calls = calls;
        this.connections = connections;
        this.inbound = inbound;
        this.agentEvents = agentEvents;
        this.agentNotices = agentNotices;
        this.inboundSignal = inboundSignal;
        this.signal = signal;
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        if (!config.enabled()) {
            LOG.info("dispatch is switched off");
            return;
        }
        begin("dispatcher", this::dispatch);
        begin("sessions", this::moveSessions);
        begin(CLAIMS, this::keepClaims);
        begin(INBOUND, this::carryOnInbound);
        begin(CLEAN_UP, this::cleanUpInbound);
        begin(CALLS, this::lookUpCalls);
        begin(NOTICES, this::tellAgents);
    }

    private void begin(String name, BackgroundLoop.Work work) {
        BackgroundLoop loop = new BackgroundLoop(name, heartbeats.watch(name, work));
        loops.add(loop);
        loop.start();
    }

    private void dispatch(BackgroundLoop loop) throws InterruptedException {
        Dispatcher.Poll pass = dispatcher.poll();
        if (pass.limited()) {
            loop.await(WHEN_LIMITED);
        } else {
            signal.await(config.poll());
        }
    }

    private void moveSessions(BackgroundLoop loop) throws InterruptedException {
        if (sessions.pass() == 0) {
            loop.await(SESSIONS_POLL);
        }
    }

    private void lookUpCalls(BackgroundLoop loop) throws InterruptedException {
        heartbeats.rests(CALLS, CALLS_PATIENCE);
        if (calls.pass() == 0) {
            loop.await(CALLS_POLL);
        }
    }

    private void tellAgents(BackgroundLoop loop) throws InterruptedException {
        heartbeats.rests(NOTICES, NOTICES_POLL);
        if (agentNotices.pass() == 0) {
            loop.await(NOTICES_POLL);
        }
    }

    private void carryOnInbound(BackgroundLoop loop) throws InterruptedException {
        // Participant-service may take its time for each of a batch.
        heartbeats.rests(INBOUND, INBOUND_PATIENCE);
        if (inbound.pass() == 0) {
            inboundSignal.await(INBOUND_POLL);
        }
    }

    private void cleanUpInbound(BackgroundLoop loop) throws InterruptedException {
        inbound.cleanUp();
        agentEvents.cleanUp();
        heartbeats.rests(CLEAN_UP, CLEAN_UP_PAUSE);
        loop.await(CLEAN_UP_PAUSE);
    }

    private void keepClaims(BackgroundLoop loop) throws InterruptedException {
        List<UUID> inFlight = dispatcher.inFlight();
        claims.renew(inFlight);
        int recovered = claims.recover(RECOVER_AT_ONCE, inFlight);
        if (recovered > 0) {
            LOG.warnf("claims of a replica without a sign of life settled count=%d", recovered);
            signal.wakeUp();
        }
        connections.closeStale();
        if (recovered < RECOVER_AT_ONCE) {
            Duration pause = config.lease().dividedBy(6);
            heartbeats.rests(CLAIMS, pause);
            loop.await(pause);
        }
    }

    /** Mails that are being handed over are given a moment to end, so that their outcome is known. */
    void stop(@Observes @Priority(EARLY) ShutdownEvent event) throws InterruptedException {
        heartbeats.stops();
        dispatcher.stop();
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (dispatcher.isBusy() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        BackgroundLoop.closeAll(loops);
        connections.closeAll();
    }
}
