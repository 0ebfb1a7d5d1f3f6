package campaignflows.communication.external;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.inbound.InboundBodies;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.Message;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.communication.web.Visitor;
import campaignflows.communication.web.VisitorSessions;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes what external agents tell of their sessions. Must hold: nothing of a call counts before its signature is right; an event
 * takes effect as a whole and once; the statuses decide (rule M1), so that what is late, repeated or out of order changes nothing;
 * an agent gets its response only when what it has told is stored.
 *
 * <p>Running sessions go on while their agent is stopped, as they do while their channel is.
 */
@Singleton
public final class AgentEventService {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int FORGET_AT_ONCE = 5_000;

    /** Numbers below belong to what a simulated conversation says. */
    private static final int FIRST_NUMBER = 1_000;

    private static final String FAILED = "The agent reported that it has failed";
    private static final String NO_RESPONSE = "The agent reported that the contact did not respond";

    private final AgentLookupRepository agents;
    private final AgentSecrets secrets;
    private final AgentEventRepository events;
    private final CommunicationRepository communications;
    private final TransitionService transitions;
    private final VisitorSessions visitors;
    private final InboundBodies bodies;
    private final Database database;
    private final Duration kept;
    private final Clock clock;

    public AgentEventService(
            AgentLookupRepository agents,
            AgentSecrets secrets,
            AgentEventRepository events,
            CommunicationRepository communications,
            TransitionService transitions,
            VisitorSessions visitors,
            InboundBodies bodies,
            Database database,
            CommunicationConfig config,
            Clock clock) {
        this.agents = agents;
        this.secrets = secrets;
        this.events = events;
        this.communications = communications;
        this.transitions = transitions;
        this.visitors = visitors;
        this.bodies = bodies;
        this.database = database;
        this.kept = config.inbound().kept();
        this.clock = clock;
    }

    /** Takes one event. */
    AgentEventReceipt receive(UUID agentId, StandardWebhook.Head head, InputStream body) {
        Optional<Agent> found = database.read(tx -> agents.all(tx, List.of(agentId))).stream()
                .filter(each -> each.kind() == AgentKind.EXTERNAL)
                .findFirst();
        if (found.isEmpty()) {
            InboundBodies.discard(body, MAX_BYTES);
            throw ProblemException.notFound("agent");
        }
        Agent agent = found.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AgentSecret secret = secrets.of(agentId, agent.secret())
                .orElseThrow(
                        () -> ProblemException.unavailable("The agent's events cannot be taken now: try again later"));
        Optional<Predicate<byte[]>> check = StandardWebhook.check(head, secret.counting(now), now);
        String eventId = head.id();
        if (check.isEmpty() || eventId == null) {
            InboundBodies.discard(body, MAX_BYTES);
            throw unsigned();
        }
        return bodies.with(body, MAX_BYTES, bytes -> {
            if (!check.get().test(bytes)) {
                throw unsigned();
            }
            SessionReport report = SessionReport.read(bytes, agent.results(), now);
            return new AgentEventReceipt(database.inTransaction(tx -> take(tx, agent, eventId, report, now)));
        });
    }

    /** Deletes the ids of events that are older than they are to be known. */
    public void cleanUp() {
        int forgotten = FORGET_AT_ONCE;
        while (forgotten == FORGET_AT_ONCE) {
            forgotten = database.inTransaction(
                    tx -> events.forget(tx, clock.instant().minus(kept), FORGET_AT_ONCE));
        }
    }

    private AgentEventReceipt.Outcome take(Tx tx, Agent agent, String eventId, SessionReport report, Instant now) {
        UUID id = report.communicationId();
        Optional<Visitor> visitor = report.messages().isEmpty() ? Optional.empty() : visitors.hold(tx, id);
        Communication communication = communications.lock(tx, List.of(id)).stream()
                .filter(each ->
                        each.agentId().equals(agent.id()) && each.tenantId().equals(agent.tenantId()))
                .filter(each -> each.status() != CommunicationStatus.PLANNED || events.isAttempted(tx, id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("communication"));
        if (!events.isNew(tx, agent.id(), eventId, now)) {
            return AgentEventReceipt.Outcome.REPEATED;
        }
        if (communication.status().isFinal()) {
            return AgentEventReceipt.Outcome.IGNORED;
        }
        boolean tells = !communication.erased();
        boolean hasResults = tells && !report.results().isEmpty();
        if (hasResults) {
            events.addResults(tx, id, report.results());
        }
        boolean begins = communication.status() == CommunicationStatus.PLANNED;
        List<StatusTransitions.Result> made = transitions.apply(tx, changes(report, begins, now));
        if (begins) {
            events.endAttempt(tx, id, now);
        }
        boolean hasMessages = tells && !report.messages().isEmpty();
        if (hasMessages) {
            Communication present =
                    made.isEmpty() ? communication : made.getFirst().communication();
            List<Message> said = say(tx, present, report);
            visitor.ifPresent(shown -> visitors.say(tx, present, shown, said, now));
        }
        return made.isEmpty() && !hasResults && !hasMessages
                ? AgentEventReceipt.Outcome.IGNORED
                : AgentEventReceipt.Outcome.APPLIED;
    }

    /** Due at once: whoever lets time pass for sessions knows when this one is to be looked at next. */
    private static List<StatusChange> changes(SessionReport report, boolean begins, Instant now) {
        UUID id = report.communicationId();
        List<StatusChange> changes = new ArrayList<>();
        if (begins) {
            changes.add(StatusChange.step(id, CommunicationStatus.STARTED, now, now));
        }
        if (report.hasContactsMessage()) {
            changes.add(StatusChange.step(id, CommunicationStatus.REPLIED, now, now));
        }
        AgentEvent.@Nullable Status status = report.status();
        if (status != null) {
            changes.add(change(id, status, report.reason(), now));
        }
        return changes;
    }

    private static StatusChange change(UUID id, AgentEvent.Status status, @Nullable String reason, Instant now) {
        return switch (status) {
            case STARTED -> StatusChange.step(id, CommunicationStatus.STARTED, now, now);
            case DELIVERED -> StatusChange.step(id, CommunicationStatus.DELIVERED, now, now);
            case READ -> StatusChange.step(id, CommunicationStatus.READ, now, now);
            case REPLIED -> StatusChange.step(id, CommunicationStatus.REPLIED, now, now);
            case COMPLETED -> StatusChange.end(id, CommunicationStatus.COMPLETED, now, null);
            case NO_RESPONSE ->
                StatusChange.end(id, CommunicationStatus.NO_RESPONSE, now, reason == null ? NO_RESPONSE : reason);
            case FAILED -> StatusChange.end(id, CommunicationStatus.FAILED, now, reason == null ? FAILED : reason);
        };
    }

    private List<Message> say(Tx tx, Communication communication, SessionReport report) {
        UUID session = communication.sessionId();
        if (session == null) {
            throw new IllegalStateException("Expected a session of every communication that has started");
        }
        int number = events.nextNumber(tx, session, FIRST_NUMBER);
        List<Message> said = new ArrayList<>(report.messages().size());
        for (SessionReport.Line line : report.messages()) {
            said.add(new Message(number++, line.at(), sender(line.from()), line.text()));
        }
        communications.addMessages(tx, List.of(new StatusTransitions.Result(communication, null, List.of(), said)));
        return said;
    }

    private static Message.Sender sender(AgentEvent.From from) {
        return switch (from) {
            case CONTACT -> Message.Sender.CONTACT;
            case AGENT -> Message.Sender.AGENT;
        };
    }

    private static ProblemException unsigned() {
        return ProblemException.unauthenticated(
                "The signature is missing, wrong or too old: sign webhook-id, webhook-timestamp and the body with the agent's"
                        + " secret, as Standard Webhooks has it");
    }
}
