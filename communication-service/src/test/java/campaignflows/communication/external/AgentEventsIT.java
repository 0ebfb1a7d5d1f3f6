package campaignflows.communication.external;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.agent.AgentLookupRepository;
import campaignflows.communication.agent.AgentView;
import campaignflows.communication.external.AgentEventReceipt.Outcome;
import campaignflows.communication.inbound.InboundBodies;
import campaignflows.communication.lifecycle.Change;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.session.SessionView;
import campaignflows.communication.support.FakeAgent;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.standardwebhooks.Webhook;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What external agents tell of their sessions, and what it does to communications: once, in order, and never backwards. */
@NullMarked
class AgentEventsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final Webhook SIGNER = signer(FakeAgent.SECRET);

    private World world;
    private UUID channel;
    private UUID agent;
    private AgentEventService events;
    private int number;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.channel(ChannelType.WHATSAPP);
        agent = agent("https://agents.example.org/");
        events = new AgentEventService(
                new AgentLookupRepository(),
                new AgentSecrets(world.cipher),
                new AgentEventRepository(),
                new CommunicationRepository(),
                world.transitions,
                new InboundBodies(),
                DB.database(),
                Settings.with(Map.of()),
                world.clock);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldFollowASessionToItsTypedResult() {
        UUID id = started();

        assertThat(tell(id, "\"status\":\"delivered\",\"messages\":[{\"from\":\"agent\",\"text\":\"Can you pay?\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"read\"")).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"results\":{\"amount\":12.50}")).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"On Friday\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"completed\",\"results\":{\"promised\":true,\"day\":\"2026-06-05\"}"))
                .isEqualTo(Outcome.APPLIED);

        assertThat(DB.told(id)).containsExactly("started", "delivered", "read", "replied", "completed");
        assertThat(DB.events().getLast().data())
                .isInstanceOfSatisfying(
                        CommunicationEnded.class,
                        ended -> assertThat(ended.communication().results())
                                .isEqualTo(Map.of("amount", "12.50", "promised", "true", "day", "2026-06-05")));
        SessionView session = session(id);
        assertThat(session.status()).isEqualTo(SessionView.Status.CLOSED);
        assertThat(session.messages())
                .extracting(SessionView.Said::text)
                .containsExactly("Can you pay?", "Yes", "On Friday");
        assertThat(session.messages())
                .extracting(SessionView.Said::from)
                .containsExactly(SessionView.From.AGENT, SessionView.From.CONTACT, SessionView.From.CONTACT);
    }

    @Test
    void shouldTakeARepeatOnceThoughItIsSignedAnew() {
        UUID id = started();
        String data = "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]";

        assertThat(tell("msg_1", id, data)).isEqualTo(Outcome.APPLIED);
        world.clock.move(Duration.ofHours(2));
        assertThat(tell("msg_1", id, data)).isEqualTo(Outcome.REPEATED);
        assertThat(tell("msg_1", id, "\"status\":\"failed\"")).isEqualTo(Outcome.REPEATED);

        assertThat(DB.told(id)).containsExactly("started", "replied");
        assertThat(session(id).messages()).hasSize(1);
    }

    /** Beside a model of the statuses: events in any order, repeated with the same id and again, late and forged. */
    @Test
    void shouldGoForwardOnlyInWhateverOrderEventsCome() {
        long seed = Long.getLong("order.seed", System.nanoTime());
        System.out.println("order.seed " + seed);
        Random random = new Random(seed);
        List<String> statuses =
                List.of("started", "delivered", "read", "replied", "completed", "no_response", "failed");
        for (int round = 0; round < 20; round++) {
            UUID id = started();
            StatusModel model = new StatusModel("started");
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String status = statuses.get(random.nextInt(statuses.size()));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        String before = DB.status(id);
                        if (!sent.isEmpty()) {
                            assertThat(tell(
                                            "event_" + sent.get(random.nextInt(sent.size())),
                                            id,
                                            "\"status\":\"" + status + "\""))
                                    .isEqualTo(Outcome.REPEATED);
                        }
                        assertThat(DB.status(id)).isEqualTo(before);
                    }
                    case 1 -> {
                        String body = body(id, "\"status\":\"" + status + "\"");
                        long now = world.clock.instant().getEpochSecond();
                        refused(
                                new StandardWebhook.Head(
                                        "forged_" + round + "_" + i,
                                        Long.toString(now),
                                        sign(
                                                signer("whsec_" + "A".repeat(32)),
                                                "forged_" + round + "_" + i,
                                                now,
                                                body)),
                                body);
                    }
                    case 2 -> {
                        tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]");
                        sent.add(number);
                        model.callback("replied");
                    }
                    default -> {
                        tell(id, "\"status\":\"" + status + "\"");
                        sent.add(number);
                        model.callback(status);
                    }
                }
                assertThat(DB.status(id)).as("seed %d", seed).isEqualTo(model.status());
            }
            List<String> steps = new ArrayList<>(List.of("started"));
            steps.addAll(model.told());
            assertThat(DB.told(id)).as("seed %d", seed).isEqualTo(steps);
        }
        assertThat(DB.values("select count(*) from agent_notices", Integer.class))
                .as("an agent is not told what it has told")
                .containsExactly(0);
    }

    @Test
    void shouldForgetIdsOfEventsWithTimeAndNoSooner() {
        UUID id = started();
        tell("msg_1", id, "\"status\":\"read\"");
        world.clock.move(Duration.ofDays(29));
        events.cleanUp();
        assertThat(DB.values("select count(*) from agent_events", Integer.class))
                .containsExactly(1);
        world.clock.move(Duration.ofDays(2));
        events.cleanUp();
        assertThat(DB.values("select count(*) from agent_events", Integer.class))
                .containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "read,delivered,started+read",
        "replied,read,started+replied",
        "completed,replied,started+completed",
        "completed,failed,started+completed",
        "failed,completed,started+failed",
        "no_response,replied,started+no_response",
        "replied,no_response,started+replied",
        "read,started,started+read"
    })
    void shouldIgnoreWhatIsLate(String first, String late, String told) {
        UUID id = started();

        assertThat(tell(id, "\"status\":\"%s\"".formatted(first))).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"%s\"".formatted(late))).isEqualTo(Outcome.IGNORED);

        assertThat(DB.told(id)).containsExactly(told.split("\\+"));
    }

    @Test
    void shouldChangeNothingOfASessionThatHasEnded() {
        UUID id = started();
        tell(id, "\"status\":\"completed\",\"results\":{\"promised\":true}");

        assertThat(tell(id, "\"results\":{\"promised\":false}")).isEqualTo(Outcome.IGNORED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"No\"}]"))
                .isEqualTo(Outcome.IGNORED);

        assertThat(results(id)).isEqualTo("{\"promised\": \"true\"}");
        assertThat(session(id).messages()).isEmpty();
        assertThat(DB.told(id)).containsExactly("started", "completed");
    }

    /** Whatever the order and however often: the farthest step stands, and each was told of once. */
    @Test
    void shouldEndTheSameWhateverTheOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            UUID id = started();
            List<String[]> calls = new ArrayList<>();
            for (String status : List.of("delivered", "read", "replied", "completed")) {
                calls.add(new String[] {round + status, "\"status\":\"%s\"".formatted(status)});
                calls.add(new String[] {round + status, "\"status\":\"%s\"".formatted(status)});
            }
            Collections.shuffle(calls, random);
            calls.forEach(call -> tell(call[0], id, call[1]));

            assertThat(DB.status(id)).isEqualTo("completed");
            assertThat(DB.told(id))
                    .doesNotHaveDuplicates()
                    .startsWith("started")
                    .endsWith("completed")
                    .isSubsetOf("started", "delivered", "read", "replied", "completed");
        }
    }

    @Test
    void shouldSettleWhatGotNoResponse() {
        UUID id = idOf(plan());
        DB.execute("insert into attempts (communication_id, number, owner, started_at) values ('%s', 1, '%s', now())"
                .formatted(id, id));
        DB.execute("update communications set attempts = 1, lease_owner = '%s', lease_until = now() where id = '%s'"
                .formatted(id, id));

        assertThat(tell(id, "\"status\":\"read\"")).isEqualTo(Outcome.APPLIED);

        assertThat(DB.told(id)).containsExactly("started", "read");
        assertThat(DB.values("select outcome from attempts where communication_id = '" + id + "'", String.class))
                .containsExactly("accepted");
        assertThat(DB.values(
                        "select count(*) from communications where id = '" + id + "' and lease_owner is null",
                        Integer.class))
                .containsExactly(1);
    }

    @Test
    void shouldKnowNothingOfWhatTheAgentWasNotAskedFor() {
        UUID planned = idOf(plan());
        UUID other = agent("https://others.example.org/");
        UUID ofOther = started(other);
        UUID sent = started(world.messageAgent(world.telegramChannel()));

        for (UUID id : List.of(planned, ofOther, sent, UUID.randomUUID())) {
            assertThatThrownBy(() -> tell(id, "\"status\":\"read\""))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
        assertThat(DB.told(ofOther)).containsExactly("started");
        assertThat(DB.values("select count(*) from agent_events", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldTakeAnEventAsAWholeOrNotAtAll() {
        UUID id = started();

        assertThatThrownBy(
                        () -> tell(
                                "msg_1",
                                id,
                                "\"status\":\"completed\",\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}],\"results\":{\"promised\":\"yes\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo("data.results.promised")));

        assertThat(DB.told(id)).containsExactly("started");
        assertThat(session(id).messages()).isEmpty();
        // Mended, it may come with the same id.
        assertThat(tell("msg_1", id, "\"status\":\"completed\",\"results\":{\"promised\":true}"))
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void shouldKeepNothingOfAPersonWhoWasErased() {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        start(id);
        world.apply(world.erase(plan.data().participantId()));

        tell(
                id,
                "\"status\":\"failed\",\"reason\":\"Ann is away\",\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}],\"results\":{\"promised\":true}");

        assertThat(DB.status(id)).isEqualTo("failed");
        assertThat(DB.reason(id)).isEmpty();
        assertThat(results(id)).isEqualTo("{}");
        assertThat(DB.values("select count(*) from messages", Integer.class)).containsExactly(0);
    }

    @Test
    void shouldRefuseForgeriesAndChangeNothing() {
        UUID id = started();
        String body = body(id, "\"status\":\"completed\"");
        long now = world.clock.instant().getEpochSecond();
        String right = sign(SIGNER, "msg_1", now, body);
        String foreign = sign(signer("whsec_" + "A".repeat(32)), "msg_1", now, body);
        String old = sign(SIGNER, "msg_1", now - 400, body);

        refused(new StandardWebhook.Head("msg_1", Long.toString(now), foreign), body);
        refused(new StandardWebhook.Head("msg_2", Long.toString(now), right), body);
        refused(new StandardWebhook.Head("msg_1", Long.toString(now - 400), old), body);
        refused(new StandardWebhook.Head("msg_1", Long.toString(now), right), body + " ");
        refused(new StandardWebhook.Head(null, null, null), body);

        assertThat(DB.told(id)).containsExactly("started");
        // Played again it is known; it counts once.
        StandardWebhook.Head head = new StandardWebhook.Head("msg_1", Long.toString(now), right);
        assertThat(receive(head, body)).isEqualTo(Outcome.APPLIED);
        assertThat(receive(head, body)).isEqualTo(Outcome.REPEATED);
    }

    @Test
    void shouldCloseByTheAgentsTimeWhatItDoesNotEnd() {
        UUID silent = started();
        UUID replied = started();
        tell(replied, "\"status\":\"replied\"");
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();

        assertThat(DB.told(silent)).containsExactly("started", "no_response");
        assertThat(DB.told(replied)).containsExactly("started", "replied", "completed");
        assertThat(tell(silent, "\"status\":\"replied\"")).isEqualTo(Outcome.IGNORED);
    }

    private UUID agent(String endpoint) {
        return world.externalAgent(
                endpoint,
                FakeAgent.SECRET,
                List.of(channel),
                List.of(
                        new AgentView.Result("promised", null, FieldType.BOOLEAN, null),
                        new AgentView.Result("amount", null, FieldType.NUMERIC, null),
                        new AgentView.Result("day", null, FieldType.DATE, null)));
    }

    private Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent);
        world.apply(plan);
        return plan;
    }

    private UUID started() {
        return started(agent);
    }

    private UUID started(UUID by) {
        UUID on = DB.values("select channel_id from agent_channels where agent_id = '" + by + "'", UUID.class)
                .getFirst();
        ChannelType type = on.equals(channel) ? ChannelType.WHATSAPP : ChannelType.TELEGRAM;
        Envelope<CommunicationCommand> plan = world.plan(type, on, by);
        world.apply(plan);
        start(idOf(plan));
        return idOf(plan);
    }

    private void start(UUID id) {
        DB.database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(Change.step(
                                id,
                                CommunicationStatus.STARTED,
                                world.clock.instant(),
                                world.clock.instant().plus(Duration.ofHours(72))))));
    }

    private Outcome tell(UUID id, String data) {
        number++;
        return tell("event_" + number, id, data);
    }

    private Outcome tell(String eventId, UUID id, String data) {
        String body = body(id, data);
        long now = world.clock.instant().getEpochSecond();
        return receive(new StandardWebhook.Head(eventId, Long.toString(now), sign(SIGNER, eventId, now, body)), body);
    }

    private static String body(UUID id, String data) {
        return "{\"type\":\"session.updated\",\"data\":{\"communication_id\":\"%s\",%s}}".formatted(id, data);
    }

    private Outcome receive(StandardWebhook.Head head, String body) {
        return events.receive(agent, head, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .outcome();
    }

    private void refused(StandardWebhook.Head head, String body) {
        assertThatThrownBy(() -> receive(head, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    private SessionView session(UUID id) {
        UUID session = DB.values("select session_id from communications where id = '" + id + "'", UUID.class)
                .getFirst();
        return new SessionService(new SessionRepository(), DB.database()).get(world.tenant, session);
    }

    private static String results(UUID id) {
        return DB.values("select results::text from communications where id = '" + id + "'", String.class)
                .getFirst();
    }

    private static Webhook signer(String secret) {
        try {
            return new Webhook(secret);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(Webhook signer, String id, long time, String body) {
        try {
            return signer.sign(id, time, body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
