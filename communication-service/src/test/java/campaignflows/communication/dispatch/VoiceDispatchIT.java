package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeTwilio;
import campaignflows.communication.support.FakeTwilio.Fault;
import campaignflows.communication.support.FakeTwilio.Placed;
import campaignflows.communication.support.TwilioLibrary;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Communications by phone, from the plan to what is told of them. */
@NullMarked
class VoiceDispatchIT extends VoiceFixture {
    /** What we ask for is what Twilio's own library would ask for. */
    @Test
    void shouldAskForACallAsTwiliosLibraryDoes() {
        UUID id = planned();
        parts.passAll();
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
    void shouldFetchATextThatIsTooLongToGoAlong() {
        UUID id = plan(new MessageContent(null, "word ".repeat(800), null));
        parts.passAll();

        assertThat(twilio.last().value("Twiml")).isEmpty();
        assertThat(callbacks.pickedUpBy(twilio.last(), "human")).contains("word word");
        assertThat(db.told(id)).containsExactly("started", "delivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "SERVER_ERROR"})
    void shouldNeverCallAgainAndLearnByTheCallbackWhatBecameOfIt(Fault fault) {
        UUID id = planned();
        twilio.misbehaves(fault);
        parts = fault == Fault.SILENCE ? impatientReplica() : parts;
        parts.passAll();
        twilio.misbehaves(Fault.NONE);
        assertThat(db.status(id)).isEqualTo("planned");

        callbacks.status(twilio.last(), "ringing");
        callbacks.status(twilio.last(), "completed");

        assertThat(db.told(id)).containsExactly("started", "delivered", "completed");
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }

    @Test
    void shouldFindACallThatGotNoAnswerByItsNumber() {
        UUID id = planned();
        twilio.calls(PHONE);
        world.clock.move(Duration.ofHours(1));
        twilio.misbehaves(Fault.HANG_UP);
        parts.passAll();
        twilio.misbehaves(Fault.NONE);
        twilio.last().is("no-answer", null);
        assertThat(callbacks.lookUp()).isEqualTo(0);

        world.clock.move(Duration.ofMinutes(1));
        assertThat(callbacks.lookUp()).isEqualTo(1);

        assertThat(db.told(id)).containsExactly("started", "no_response");
        assertThat(db.reason(id)).isEqualTo("Nobody picked up");
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(callbacks.lookUp()).isEqualTo(0);
    }

    /** Two calls to one number in the same minute: nobody can say which is ours. */
    @Test
    void shouldTakeNoCallForOursThatMayBeAnothers() {
        UUID id = planned();
        twilio.misbehaves(Fault.HANG_UP);
        parts.passAll();
        twilio.misbehaves(Fault.NONE);
        twilio.calls(PHONE).is("busy", null);

        world.clock.move(Duration.ofMinutes(1));
        callbacks.lookUp();
        assertThat(db.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofMinutes(15));
        db.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");
        parts = replica();
        parts.claims.recover(10, List.of());

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).contains("it was not sent again");
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void shouldAskForACallThatNothingWasHeardOf() {
        UUID id = planned();
        parts.passAll();
        twilio.last().is("completed", null);
        world.clock.move(Duration.ofMinutes(9));
        assertThat(callbacks.lookUp()).isEqualTo(0);
        world.clock.move(Duration.ofMinutes(2));
        assertThat(callbacks.lookUp()).isEqualTo(1);

        assertThat(db.told(id)).containsExactly("started", "delivered", "completed");
    }

    @Test
    void shouldNotCallTwiceAfterACrashAtAnyStep() {
        UUID id = planned();
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(id));
        db.execute("update communications set lease_until = clock_timestamp() - interval '1 second'"
                + " where lease_owner is not null");
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(twilio.requests()).isZero();
        assertThat(db.status(id)).isEqualTo("planned");
        world.clock.move(Duration.ofMinutes(16));
        db.execute("update communications set lease_until = clock_timestamp() - interval '1 second'");
        parts.claims.recover(10, List.of());
        parts.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(twilio.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "403,20005", "400,21212", "400,21210", "404,20404", "400,21205", "400,10001"})
    void shouldStopTheCampaignWhereNoOtherCallWouldBeMadeEither(int status, int code) {
        UUID id = planned();
        twilio.refuses(status, code);

        parts.passAll();

        assertThat(db.faults()).hasSize(1);
        assertThat(db.faults().getFirst().data().message()).contains("(code " + code + ")");
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.values("select count(*) from voice_calls", Integer.class)).containsExactly(0);
        twilio.refuses(0, 0);
        world.run(2, true);
        parts = replica();
        parts.passAll();
        assertThat(db.told(id)).containsExactly("started");
    }

    @ParameterizedTest
    @ValueSource(ints = {21_211, 21_214, 21_215, 21_216, 21_217, 21_219, 13_224, 99_999})
    void shouldFailACallThatTwilioNeverMakes(int code) {
        UUID id = planned();
        twilio.refuses(400, code);

        parts.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).contains("(code " + code + ")");
        assertThat(db.faults()).isEmpty();
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void shouldPauseAsLongAsTwilioWantsAndCountNoAttempt() {
        UUID id = planned();
        twilio.wantsPause(30);
        parts.passAll();
        twilio.wantsPause(0);
        parts.passAll();
        assertThat(twilio.requests()).isEqualTo(1);
        assertThat(db.values("select trouble from channels", String.class).getFirst())
                .startsWith("Twilio takes no more calls of this account for now");

        world.clock.move(Duration.ofSeconds(31));
        parts = replica();
        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.values("select retries from communications", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldKeepNothingOfACallWhoseContactIsErased() {
        use("\"machine\":\"off\"", QUESTIONS, RESULTS);
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent);
        world.apply(plan);
        parts.passAll();
        Placed call = twilio.last();
        callbacks.pressed(call, action(call.value("Twiml")), "1");
        world.apply(world.erase(plan.data().participantId()));

        String end = callbacks.pressed(call, action(call.value("Twiml")).replace("question=0", "question=1"), "5");
        callbacks.status(call, "completed");

        assertThat(end).contains("<Hangup/>");
        assertThat(results(idOf(plan))).isEqualTo("{}");
        assertThat(db.values("select answers::text from voice_calls", String.class))
                .containsExactly("{}");
        assertThat(db.values("select count(*) from messages", Integer.class)).containsExactly(0);
        assertThat(db.told(idOf(plan))).containsExactly("started", "delivered", "replied");
    }
}
