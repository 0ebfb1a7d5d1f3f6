package campaignflows.communication.external;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.agent.AgentView;
import campaignflows.communication.external.AgentEventReceipt.Outcome;
import campaignflows.communication.inbound.InboundBodies;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.session.SessionView;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.standardwebhooks.Webhook;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;

/** Sessions of an external agent, and the events that it sends. */
@NullMarked
abstract class AgentEventsFixture extends WorldFixture {
    static final Webhook SIGNER = signer(FakeAgent.SECRET);
    UUID channel;
    UUID agent;
    AgentEventService events;
    int number;

    @BeforeEach
    void begin() {
        channel = world.channel(ChannelType.WHATSAPP);
        agent = agent("https://agents.example.org/");
        events = new AgentEventService(
                new AgentLookupRepository(),
                new AgentSecrets(world.cipher),
                new AgentEventRepository(),
                new CommunicationRepository(),
                world.transitions,
                Ways.visitors(db.database()),
                new InboundBodies(),
                db.database(),
                Settings.with(Map.of()),
                world.clock);
    }

    UUID agent(String endpoint) {
        return world.externalAgent(
                endpoint,
                FakeAgent.SECRET,
                List.of(channel),
                List.of(
                        new AgentView.Result("promised", null, FieldType.BOOLEAN, null),
                        new AgentView.Result("amount", null, FieldType.NUMERIC, null),
                        new AgentView.Result("day", null, FieldType.DATE, null)));
    }

    Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent);
        world.apply(plan);
        return plan;
    }

    UUID started() {
        return started(agent);
    }

    UUID started(UUID by) {
        UUID on = db.values("select channel_id from agent_channels where agent_id = '" + by + "'", UUID.class)
                .getFirst();
        ChannelType type = on.equals(channel) ? ChannelType.WHATSAPP : ChannelType.TELEGRAM;
        Envelope<CommunicationCommand> plan = world.plan(type, on, by);
        world.apply(plan);
        start(idOf(plan));
        return idOf(plan);
    }

    void start(UUID id) {
        db.database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(StatusChange.step(
                                id,
                                CommunicationStatus.STARTED,
                                world.clock.instant(),
                                world.clock.instant().plus(Duration.ofHours(72))))));
    }

    Outcome tell(UUID id, String data) {
        number++;
        return tell("event_" + number, id, data);
    }

    Outcome tell(String eventId, UUID id, String data) {
        String body = body(id, data);
        long now = world.clock.instant().getEpochSecond();
        return receive(new StandardWebhook.Head(eventId, Long.toString(now), sign(SIGNER, eventId, now, body)), body);
    }

    static String body(UUID id, String data) {
        return "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"%s\",%s}}".formatted(id, data);
    }

    Outcome receive(StandardWebhook.Head head, String body) {
        return events.receive(agent, head, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .outcome();
    }

    void refused(StandardWebhook.Head head, String body) {
        assertThatThrownBy(() -> receive(head, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    SessionView session(UUID id) {
        UUID session = db.values("select session_id from communications where id = '" + id + "'", UUID.class)
                .getFirst();
        return new SessionService(new SessionRepository(), db.database()).get(world.tenant, session);
    }

    static String results(UUID id) {
        return db.values("select results::text from communications where id = '" + id + "'", String.class)
                .getFirst();
    }

    static Webhook signer(String secret) {
        try {
            return new Webhook(secret);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(Webhook signer, String id, long time, String body) {
        try {
            return signer.sign(id, time, body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
