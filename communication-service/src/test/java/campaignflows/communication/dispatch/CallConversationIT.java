package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeTwilio;
import campaignflows.communication.support.FakeTwilio.Placed;
import campaignflows.communication.support.TwilioLibrary;
import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What is said in calls, and to whom. */
@NullMarked
class CallConversationIT extends VoiceFixture {
    @Test
    void shouldAskWhatIsSaidOfAnAnswererAsTwiliosLibraryDoes() {
        use("\"machine\":\"leave_message\",\"ring_seconds\":20", "{}", List.of());
        UUID id = planned();
        parts.passAll();
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

    @Test
    void shouldBringAnswersAsResultsOfTheirTypes() {
        use("\"machine\":\"off\"", QUESTIONS, RESULTS);
        UUID id = planned();
        parts.passAll();
        Placed call = twilio.last();
        String first = action(call.value("Twiml"));
        assertThat(call.value("Twiml"))
                .contains("<Say language=\"de-DE\">Dear", "input=\"dtmf speech\"", "numDigits=\"1\"");

        String again = callbacks.pressed(call, first, "7");
        assertThat(again).contains("Drücken Sie 1", "turn=1");
        String next = callbacks.said(call, action(again), "Bezahlt.");
        assertThat(next).contains("Wie viel?").doesNotContain("numDigits");
        assertThat(db.told(id)).containsExactly("started", "delivered", "replied");
        assertThat(results(id)).isEqualTo("{\"outcome\": \"paid\"}");
        String end = callbacks.pressed(call, action(next), "0250");
        assertThat(end).contains("<Say language=\"de-DE\">Danke!</Say><Hangup/>");
        // A repeat of an answer, also with another one, is none.
        callbacks.pressed(call, action(again), "2");
        callbacks.status(call, "completed");

        assertThat(db.told(id)).containsExactly("started", "delivered", "replied", "completed");
        assertThat(results(id)).isEqualTo("{\"amount\": \"250\", \"outcome\": \"paid\"}");
        assertThat(db.values("select sender || ' ' || text from messages order by number", String.class))
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
        parts.passAll();
        Placed call = twilio.last();
        String twiml = call.value("Twiml");
        for (int i = 0; i < 2; i++) {
            twiml = callbacks.pressed(call, action(twiml), "");
            assertThat(twiml).contains("Drücken Sie 1");
        }
        twiml = callbacks.pressed(call, action(twiml), "9");
        assertThat(twiml).contains("Wie viel?");
        callbacks.status(call, "completed");

        assertThat(db.told(id)).containsExactly("started", "delivered", "no_response");
        assertThat(db.reason(id)).isEqualTo("The contact picked up, but answered no question");
        // The call is over: what comes now is too late.
        callbacks.pressed(call, action(twiml), "5");
        assertThat(results(id)).isEqualTo("{}");
    }

    @Test
    void shouldHangUpOnAMachine() {
        use("\"machine\":\"hang_up\"", "{}", List.of());
        UUID id = planned();
        parts.passAll();
        Placed call = twilio.last();
        assertThat(call.value("MachineDetection")).isEqualTo("Enable");
        callbacks.status(call, "in-progress");
        assertThat(db.told(id)).as("who has picked up is not known yet").containsExactly("started");

        assertThat(callbacks.pickedUpBy(call, "machine_start")).endsWith("<Response><Hangup/></Response>");
        callbacks.status(call, "completed");

        assertThat(db.told(id)).containsExactly("started", "no_response");
        assertThat(db.reason(id)).isEqualTo("An answering machine picked up");
    }

    @Test
    void shouldSpeakToAPersonWhereMachinesAreLookedFor() {
        use("\"machine\":\"hang_up\"", QUESTIONS, RESULTS);
        UUID id = planned();
        parts.passAll();

        String twiml = callbacks.pickedUpBy(twilio.last(), "human");

        assertThat(twiml).contains("Dear customer", "Drücken Sie 1");
        assertThat(db.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldLeaveTheMessageOnAMachine() {
        use("\"machine\":\"leave_message\"", QUESTIONS, RESULTS);
        UUID id = planned();
        parts.passAll();
        Placed call = twilio.last();

        assertThat(callbacks.pickedUpBy(call, "machine_end_beep"))
                .contains("Dear customer")
                .doesNotContain("Gather")
                .endsWith("<Hangup/></Response>");
        callbacks.status(call, "completed");

        assertThat(db.told(id)).containsExactly("started", "delivered");
        assertThat(db.reason(id)).isEqualTo("The message was left on an answering machine");
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();
        world.sessions.pass();
        assertThat(db.told(id)).containsExactly("started", "delivered", "no_response");
    }
}
