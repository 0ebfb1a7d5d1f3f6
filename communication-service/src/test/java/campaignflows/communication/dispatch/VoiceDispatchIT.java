package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.support.FakeTwilio;
import campaignflows.communication.support.FakeTwilio.Fault;
import campaignflows.communication.support.FakeTwilio.Placed;
import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.TwilioLibrary;
import campaignflows.communication.support.World;
import campaignflows.communication.voice.TwilioCalls;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Communications by phone, from the plan to what is told of them. */
@NullMarked
class VoiceDispatchIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String PHONE = "+4930222222";
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final String QUESTIONS = """
            {"language":"de-DE","goodbye":"Danke!","questions":[
              {"result":"outcome","ask":"Drücken Sie 1 für bezahlt, 2 für nein.","input":"both",
               "choices":{"1":"paid","2":"refused","bezahlt":"paid"}},
              {"result":"amount","ask":"Wie viel?"}]}
            """;
    private static final List<AgentView.Result> RESULTS = List.of(
            new AgentView.Result("outcome", null, FieldType.ENUMERATION, List.of("paid", "refused")),
            new AgentView.Result("amount", null, FieldType.INTEGER, null));

    private World world;
    private FakeTwilio twilio;
    private TwilioCalls callbacks;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        twilio = new FakeTwilio(world.clock);
        callbacks = new TwilioCalls(world, twilio.url());
        use("\"machine\":\"off\"", "{}", List.of());
    }

    @AfterEach
    void stop() {
        twilio.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldCallAndCompleteWhenTheMessageWasHeard() {
        UUID id = planned();
        passAll();
        Placed call = twilio.last();

        assertThat(DB.told(id)).containsExactly("started");
        assertThat(call.value("Twiml")).contains("<Say language=\"en-US\">Dear customer ");
        for (String status : List.of("initiated", "ringing", "in-progress", "completed")) {
            assertThat(callbacks.status(call, status)).endsWith("<Response></Response>");
        }

        assertThat(DB.told(id)).containsExactly("started", "delivered", "completed");
        assertThat(attempts(id)).containsExactly("1 accepted");
        assertThat(DB.values(
                        "select count(*) from voice_calls where called is not null or look_up_at is not null",
                        Integer.class))
                .containsExactly(0);
    }

    /** What we ask for is what Twilio's own library would ask for. */
    @Test
    void shouldAskForACallAsTwiliosLibraryDoes() {
        UUID id = planned();
        passAll();
        Placed ours = twilio.last();
        String status = "https://flows.example.org/api/v1/webhooks/channels/" + channel + "/calls?communication=" + id
                + "&about=status";

        Call.creator(
                        FakeTwilio.ACCOUNT,
                        new PhoneNumber(PHONE),
                        new PhoneNumber(FakeTwilio.FROM),
                        new Twiml(ours.value("Twiml")))
                .setStatusCallback(URI.create(status))
                .setStatusCallbackMethod(HttpMethod.POST)
                .setStatusCallbackEvent(List.of("initiated", "ringing", "answered", "completed"))
                .setTimeout(30)
                .create(TwilioLibrary.client(twilio.url()));

        assertThat(twilio.placed()).hasSize(2);
        assertThat(ours.form()).isEqualTo(twilio.last().form());
    }

    @Test
    void shouldAskWhatIsSaidOfAnAnswererAsTwiliosLibraryDoes() {
        use("\"machine\":\"leave_message\",\"ring_seconds\":20", "{}", List.of());
        UUID id = planned();
        passAll();
        Placed ours = twilio.last();
        String address = "https://flows.example.org/api/v1/webhooks/channels/" + channel + "/calls?communication=" + id;

        Call.creator(
                        FakeTwilio.ACCOUNT,
                        new PhoneNumber(PHONE),
                        new PhoneNumber(FakeTwilio.FROM),
                        URI.create(address + "&about=answer"))
                .setMethod(HttpMethod.POST)
                .setStatusCallback(URI.create(address + "&about=status"))
                .setStatusCallbackMethod(HttpMethod.POST)
                .setStatusCallbackEvent(List.of("initiated", "ringing", "answered", "completed"))
                .setTimeout(20)
                .setMachineDetection("DetectMessageEnd")
                .create(TwilioLibrary.client(twilio.url()));

        assertThat(ours.form()).isEqualTo(twilio.last().form());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "busy | no_response | The line was busy",
                "no-answer | no_response | Nobody picked up",
                "failed | failed | The call could not be completed: the number may not exist",
                "canceled | failed | The call was canceled at Twilio before anybody picked up"
            })
    void shouldSayHowACallEndedThatNobodyTook(String status, String ended, String reason) {
        UUID id = planned();
        passAll();

        callbacks.status(twilio.last(), "ringing");
        callbacks.status(twilio.last(), status);
        callbacks.status(twilio.last(), "completed");

        assertThat(DB.told(id)).containsExactly("started", ended);
        assertThat(DB.reason(id)).isEqualTo(reason);
        assertThat(DB.faults()).isEmpty();
    }

    @Test
    void shouldMakeEachStepOnceInWhateverOrderReportsCome() {
        UUID id = planned();
        passAll();

        for (String status :
                List.of("completed", "in-progress", "initiated", "ringing", "completed", "busy", "failed")) {
            callbacks.status(twilio.last(), status);
        }

        assertThat(DB.told(id)).containsExactly("started", "delivered", "completed");
    }

    /** Whatever comes in whatever order: each step once, forward only, and nothing after the end. */
    @Test
    void shouldGoForwardOnlyInWhateverOrderReportsCome() {
        long seed = Long.getLong("order.seed", System.nanoTime());
        System.out.println("order.seed " + seed);
        Random random = new Random(seed);
        List<String> reports = List.of(
                "queued",
                "initiated",
                "ringing",
                "in-progress",
                "completed",
                "busy",
                "no-answer",
                "failed",
                "canceled");
        for (int round = 0; round < 20; round++) {
            UUID id = planned();
            passAll();
            Placed call = twilio.last();
            List<String> before = DB.told(id);
            for (int i = 0; i < 10; i++) {
                String report = reports.get(random.nextInt(reports.size()));
                if (random.nextInt(4) == 0) {
                    assertThatThrownBy(() -> callbacks.forged(call, report, callbacks.signature(call, "forged")))
                            .isInstanceOf(ProblemException.class);
                    assertThat(DB.told(id)).as("seed %d", seed).isEqualTo(before);
                } else {
                    callbacks.status(call, report);
                }
                List<String> told = DB.told(id);
                assertThat(told).as("seed %d", seed).startsWith(before.toArray(String[]::new));
                assertThat(StatusModel.isForward("planned", told))
                        .as("%s, seed %d", told, seed)
                        .isTrue();
                before = told;
            }
        }
    }

    @Test
    void shouldChangeNothingByAForgedReport() {
        UUID id = planned();
        passAll();
        Placed call = twilio.last();
        String ofAnother = callbacks.signature(call, "ringing");

        for (@Nullable String signature : new @Nullable String[] {null, "", "AAAA", ofAnother}) {
            assertThatThrownBy(() -> callbacks.forged(call, "failed", signature))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }

        assertThat(DB.told(id)).containsExactly("started");
    }

    /** A report of one call with the right signature says nothing of another one. */
    @Test
    void shouldTakeNoReportOfACallThatIsNoneOfOurs() {
        UUID id = planned();
        passAll();
        Placed ours = twilio.last();

        callbacks.statusOf(ours, twilio.calls(PHONE).sid(), "failed");

        assertThat(DB.told(id)).containsExactly("started");
    }

    @Test
    void shouldBringAnswersAsResultsOfTheirTypes() {
        use("\"machine\":\"off\"", QUESTIONS, RESULTS);
        UUID id = planned();
        passAll();
        Placed call = twilio.last();
        String first = action(call.value("Twiml"));
        assertThat(call.value("Twiml"))
                .contains("<Say language=\"de-DE\">Dear", "input=\"dtmf speech\"", "numDigits=\"1\"");

        String again = callbacks.pressed(call, first, "7");
        assertThat(again).contains("Drücken Sie 1", "turn=1");
        String next = callbacks.said(call, action(again), "Bezahlt.");
        assertThat(next).contains("Wie viel?").doesNotContain("numDigits");
        assertThat(DB.told(id)).containsExactly("started", "delivered", "replied");
        assertThat(results(id)).isEqualTo("{\"outcome\": \"paid\"}");
        String end = callbacks.pressed(call, action(next), "0250");
        assertThat(end).contains("<Say language=\"de-DE\">Danke!</Say><Hangup/>");
        // A repeat of an answer, also with another one, is none.
        callbacks.pressed(call, action(again), "2");
        callbacks.status(call, "completed");

        assertThat(DB.told(id)).containsExactly("started", "delivered", "replied", "completed");
        assertThat(results(id)).isEqualTo("{\"amount\": \"250\", \"outcome\": \"paid\"}");
        assertThat(DB.values("select sender || ' ' || text from messages order by number", String.class))
                .containsExactly(
                        "agent Drücken Sie 1 für bezahlt, 2 für nein.",
                        "contact Bezahlt.",
                        "agent Wie viel?",
                        "contact 0250");
    }

    @Test
    void shouldAskThreeTimesAndThenGoOn() {
        use("\"machine\":\"off\"", QUESTIONS, RESULTS);
        UUID id = planned();
        passAll();
        Placed call = twilio.last();
        String twiml = call.value("Twiml");
        for (int i = 0; i < 2; i++) {
            twiml = callbacks.pressed(call, action(twiml), "");
            assertThat(twiml).contains("Drücken Sie 1");
        }
        twiml = callbacks.pressed(call, action(twiml), "9");
        assertThat(twiml).contains("Wie viel?");
        callbacks.status(call, "completed");

        assertThat(DB.told(id)).containsExactly("started", "delivered", "no_response");
        assertThat(DB.reason(id)).isEqualTo("The contact picked up, but answered no question");
        // The call is over: what comes now is too late.
        callbacks.pressed(call, action(twiml), "5");
        assertThat(results(id)).isEqualTo("{}");
    }

    @Test
    void shouldHangUpOnAMachine() {
        use("\"machine\":\"hang_up\"", "{}", List.of());
        UUID id = planned();
        passAll();
        Placed call = twilio.last();
        assertThat(call.value("MachineDetection")).isEqualTo("Enable");
        callbacks.status(call, "in-progress");
        assertThat(DB.told(id)).as("who has picked up is not known yet").containsExactly("started");

        assertThat(callbacks.pickedUpBy(call, "machine_start")).endsWith("<Response><Hangup/></Response>");
        callbacks.status(call, "completed");

        assertThat(DB.told(id)).containsExactly("started", "no_response");
        assertThat(DB.reason(id)).isEqualTo("An answering machine picked up");
    }

    @Test
    void shouldSpeakToAPersonWhereMachinesAreLookedFor() {
        use("\"machine\":\"hang_up\"", QUESTIONS, RESULTS);
        UUID id = planned();
        passAll();

        String twiml = callbacks.pickedUpBy(twilio.last(), "human");

        assertThat(twiml).contains("Dear customer", "Drücken Sie 1");
        assertThat(DB.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldLeaveTheMessageOnAMachine() {
        use("\"machine\":\"leave_message\"", QUESTIONS, RESULTS);
        UUID id = planned();
        passAll();
        Placed call = twilio.last();

        assertThat(callbacks.pickedUpBy(call, "machine_end_beep"))
                .contains("Dear customer")
                .doesNotContain("Gather")
                .endsWith("<Hangup/></Response>");
        callbacks.status(call, "completed");

        assertThat(DB.told(id)).containsExactly("started", "delivered");
        assertThat(DB.reason(id)).isEqualTo("The message was left on an answering machine");
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        world.sessions.pass();
        assertThat(DB.told(id)).containsExactly("started", "delivered", "no_response");
    }

    @Test
    void shouldFetchATextThatIsTooLongToGoAlong() {
        UUID id = plan(new MessageContent(null, "word ".repeat(800), null));
        passAll();

        assertThat(twilio.last().value("Twiml")).isEmpty();
        assertThat(callbacks.pickedUpBy(twilio.last(), "human")).contains("word word");
        assertThat(DB.told(id)).containsExactly("started", "delivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "SERVER_ERROR"})
    void shouldNeverCallAgainAndLearnByTheCallbackWhatBecameOfIt(Fault fault) {
        UUID id = planned();
        twilio.misbehaves(fault);
        passAll();
        twilio.misbehaves(Fault.NONE);
        assertThat(DB.status(id)).isEqualTo("planned");

        callbacks.status(twilio.last(), "ringing");
        callbacks.status(twilio.last(), "completed");

        assertThat(DB.told(id)).containsExactly("started", "delivered", "completed");
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(attempts(id)).containsExactly("1 accepted");
    }

    @Test
    void shouldFindACallThatGotNoAnswerByItsNumber() {
        UUID id = planned();
        twilio.calls(PHONE);
        world.clock.move(Duration.ofHours(1));
        twilio.misbehaves(Fault.HANG_UP);
        passAll();
        twilio.misbehaves(Fault.NONE);
        twilio.last().is("no-answer", null);
        assertThat(callbacks.lookUp()).isEqualTo(0);

        world.clock.move(Duration.ofMinutes(1));
        assertThat(callbacks.lookUp()).isEqualTo(1);

        assertThat(DB.told(id)).containsExactly("started", "no_response");
        assertThat(DB.reason(id)).isEqualTo("Nobody picked up");
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(callbacks.lookUp()).isEqualTo(0);
    }

    /** Two calls to one number in the same minute: nobody can say which is ours. */
    @Test
    void shouldTakeNoCallForOursThatMayBeAnothers() {
        UUID id = planned();
        twilio.misbehaves(Fault.HANG_UP);
        passAll();
        twilio.misbehaves(Fault.NONE);
        twilio.calls(PHONE).is("busy", null);

        world.clock.move(Duration.ofMinutes(1));
        callbacks.lookUp();
        assertThat(DB.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofMinutes(15));
        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");
        parts = replica();
        parts.claims.recover(10, List.of());

        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.reason(id)).contains("it was not sent again");
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void shouldAskForACallThatNothingWasHeardOf() {
        UUID id = planned();
        passAll();
        twilio.last().is("completed", null);
        world.clock.move(Duration.ofMinutes(9));
        assertThat(callbacks.lookUp()).isEqualTo(0);
        world.clock.move(Duration.ofMinutes(2));
        assertThat(callbacks.lookUp()).isEqualTo(1);

        assertThat(DB.told(id)).containsExactly("started", "delivered", "completed");
    }

    @Test
    void shouldNotCallTwiceAfterACrashAtAnyStep() {
        UUID id = planned();
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.begin(List.of(id));
        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'"
                + " where lease_owner is not null");
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        passAll();
        assertThat(twilio.requests()).isZero();
        assertThat(DB.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofMinutes(16));
        DB.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");
        parts.claims.recover(10, List.of());
        passAll();

        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(twilio.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "403,20005", "400,21212", "400,21210", "404,20404", "400,21205", "400,10001"})
    void shouldStopTheCampaignWhereNoOtherCallWouldBeMadeEither(int status, int code) {
        UUID id = planned();
        twilio.refuses(status, code);

        passAll();

        assertThat(DB.faults()).hasSize(1);
        assertThat(DB.faults().getFirst().data().message()).contains("(code " + code + ")");
        assertThat(DB.status(id)).isEqualTo("planned");
        assertThat(DB.values("select count(*) from voice_calls", Integer.class)).containsExactly(0);
        twilio.refuses(0, 0);
        world.run(2, true);
        parts = replica();
        passAll();
        assertThat(DB.told(id)).containsExactly("started");
    }

    @ParameterizedTest
    @ValueSource(ints = {21_211, 21_214, 21_215, 21_216, 21_217, 21_219, 13_224, 99_999})
    void shouldFailACallThatTwilioNeverMakes(int code) {
        UUID id = planned();
        twilio.refuses(400, code);

        passAll();

        assertThat(DB.told(id)).containsExactly("failed");
        assertThat(DB.reason(id)).contains("(code " + code + ")");
        assertThat(DB.faults()).isEmpty();
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void shouldPauseAsLongAsTwilioWantsAndCountNoAttempt() {
        UUID id = planned();
        twilio.wantsPause(30);
        passAll();
        twilio.wantsPause(0);
        passAll();
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(DB.values("select trouble from channels", String.class).getFirst())
                .startsWith("Twilio takes no more calls of this account for now");

        world.clock.move(Duration.ofSeconds(31));
        parts = replica();
        passAll();

        assertThat(DB.told(id)).containsExactly("started");
        assertThat(DB.values("select retries from communications", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldKeepNothingOfACallWhoseContactIsErased() {
        use("\"machine\":\"off\"", QUESTIONS, RESULTS);
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent);
        world.apply(plan);
        passAll();
        Placed call = twilio.last();
        callbacks.pressed(call, action(call.value("Twiml")), "1");
        world.apply(world.erase(plan.data().participantId()));

        String end = callbacks.pressed(call, action(call.value("Twiml")).replace("question=0", "question=1"), "5");
        callbacks.status(call, "completed");

        assertThat(end).contains("<Hangup/>");
        assertThat(results(idOf(plan))).isEqualTo("{}");
        assertThat(DB.values("select answers::text from voice_calls", String.class))
                .containsExactly("{}");
        assertThat(DB.values("select count(*) from messages", Integer.class)).containsExactly(0);
        assertThat(DB.told(idOf(plan))).containsExactly("started", "delivered", "replied");
    }

    @Test
    void shouldBeginASessionWhenSomebodyCalls() {
        UUID answering = world.voiceChannel("\"greeting\":\"Welcome & goodbye\"");
        String sid = "CA00000000000000000000000000000abc";

        assertThat(callbacks.incoming(answering, sid, PHONE))
                .endsWith("<Response><Say language=\"en-US\">Welcome &amp; goodbye</Say><Hangup/></Response>");
        callbacks.incoming(answering, sid, PHONE);
        callbacks.incoming(answering, "CA00000000000000000000000000000abd", "anonymous");
        assertThat(callbacks.incoming(channel, "CA00000000000000000000000000000abe", PHONE))
                .endsWith("<Response><Reject/></Response>");

        assertThat(DB.values(
                        "select (identifiers ->> 'phone') || ' ' || text from inbound_messages order by id",
                        String.class))
                .containsExactly(PHONE + " [call]", PHONE + " [call]");
    }

    private void use(String settings, String script, List<AgentView.Result> results) {
        DB.execute("truncate channels, agents cascade");
        channel = world.voiceChannel(settings);
        agent = world.callingAgent(channel, script, results);
        parts = replica();
    }

    private DispatchParts replica() {
        return new DispatchParts(
                world, this::contacts, Map.of("voice.api", twilio.url(), "http.answer-timeout", "PT2S"));
    }

    private UUID planned() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent);
        world.apply(plan);
        return idOf(plan);
    }

    private UUID plan(MessageContent content) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent, content);
        world.apply(plan);
        return idOf(plan);
    }

    /** Where the answer to the question goes. */
    private static String action(String twiml) {
        Matcher matcher = ACTION.matcher(twiml);
        assertThat(matcher.find()).as(twiml).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private static String results(UUID id) {
        return DB.values("select results::text from communications where id = '" + id + "'", String.class)
                .getFirst();
    }

    private static List<String> attempts(UUID id) {
        return DB.values(
                "select number || ' ' || coalesce(outcome, 'open') from attempts where communication_id = '" + id
                        + "' order by number",
                String.class);
    }

    private void passAll() {
        try {
            for (Future<?> batch : parts.dispatcher.pass().batches()) {
                batch.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            known.put(
                    participant,
                    new ContactPoints.Contact(world.tenant, participant, Map.of(ChannelType.VOICE, PHONE), Set.of()));
        }
        return known;
    }
}
