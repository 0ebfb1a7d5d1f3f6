package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.support.FakeTwilio.Placed;
import campaignflows.communication.support.StatusModel;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Twilio reports of calls. */
@NullMarked
class CallReportsIT extends VoiceFixture {
    @Test
    void shouldCallAndCompleteWhenTheMessageWasHeard() {
        UUID id = planned();
        parts.passAll();
        Placed call = twilio.last();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(call.value("Twiml")).contains("<Say language=\"en-US\">Dear customer ");
        for (String status : List.of("initiated", "ringing", "in-progress", "completed")) {
            assertThat(callbacks.status(call, status)).endsWith("<Response></Response>");
        }

        assertThat(db.told(id)).containsExactly("started", "delivered", "completed");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
        assertThat(db.values(
                        "select count(*) from voice_calls where called is not null or look_up_at is not null",
                        Integer.class))
                .containsExactly(0);
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
        parts.passAll();

        callbacks.status(twilio.last(), "ringing");
        callbacks.status(twilio.last(), status);
        callbacks.status(twilio.last(), "completed");

        assertThat(db.told(id)).containsExactly("started", ended);
        assertThat(db.reason(id)).isEqualTo(reason);
        assertThat(db.faults()).isEmpty();
    }

    @Test
    void shouldMakeEachStepOnceInWhateverOrderReportsCome() {
        UUID id = planned();
        parts.passAll();

        for (String status :
                List.of("completed", "in-progress", "initiated", "ringing", "completed", "busy", "failed")) {
            callbacks.status(twilio.last(), status);
        }

        assertThat(db.told(id)).containsExactly("started", "delivered", "completed");
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
            parts.passAll();
            Placed call = twilio.last();
            List<String> before = db.told(id);
            for (int i = 0; i < 10; i++) {
                String report = reports.get(random.nextInt(reports.size()));
                if (random.nextInt(4) == 0) {
                    assertThatThrownBy(() -> callbacks.forged(call, report, callbacks.signature(call, "forged")))
                            .isInstanceOf(ProblemException.class);
                    assertThat(db.told(id)).as("seed %d", seed).isEqualTo(before);
                } else {
                    callbacks.status(call, report);
                }
                List<String> told = db.told(id);
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
        parts.passAll();
        Placed call = twilio.last();
        String ofAnother = callbacks.signature(call, "ringing");

        for (@Nullable String signature : new @Nullable String[] {null, "", "AAAA", ofAnother}) {
            assertThatThrownBy(() -> callbacks.forged(call, "failed", signature))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }

        assertThat(db.told(id)).containsExactly("started");
    }

    /** A report of one call with the right signature says nothing of another one. */
    @Test
    void shouldTakeNoReportOfACallThatIsNoneOfOurs() {
        UUID id = planned();
        parts.passAll();
        Placed ours = twilio.last();

        callbacks.statusOf(ours, twilio.calls(PHONE).sid(), "failed");

        assertThat(db.told(id)).containsExactly("started");
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

        assertThat(db.values(
                        "select (identifiers ->> 'phone') || ' ' || text from inbound_messages order by id",
                        String.class))
                .containsExactly(PHONE + " [call]", PHONE + " [call]");
    }
}
