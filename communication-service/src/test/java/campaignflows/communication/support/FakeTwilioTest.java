package campaignflows.communication.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twilio's own library understands what our Twilio answers: so it answers as Twilio does. */
@NullMarked
class FakeTwilioTest {
    private static final String TWIML = "<Response><Say>Hello</Say></Response>";
    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T08:00:00Z"));
    private FakeTwilio twilio;
    private TwilioRestClient client;

    @BeforeEach
    void begin() throws IOException {
        twilio = new FakeTwilio(clock);
        client = TwilioLibrary.client(twilio.url());
    }

    @AfterEach
    void stop() {
        twilio.close();
    }

    @Test
    void shouldGiveACallThatWasMade() {
        Call call = create("+4930222222", TWIML);

        assertThat(call.getSid()).isEqualTo(twilio.last().sid());
        assertThat(call.getStatus()).isEqualTo(Call.Status.QUEUED);
        assertThat(call.getTo()).isEqualTo("+4930222222");
        assertThat(call.getDateCreated().toInstant()).isEqualTo(clock.instant());
        twilio.last().is("completed", "human");
        Call fetched = Call.fetcher(FakeTwilio.ACCOUNT, call.getSid()).fetch(client);
        assertThat(fetched.getStatus()).isEqualTo(Call.Status.COMPLETED);
        assertThat(fetched.getAnsweredBy()).isEqualTo("human");
        assertThat(Call.reader(FakeTwilio.ACCOUNT)
                        .setTo(new PhoneNumber("+4930222222"))
                        .read(client))
                .singleElement()
                .satisfies(found -> assertThat(found.getSid()).isEqualTo(call.getSid()));
    }

    @Test
    void shouldRefuseAsTwilioDoes() {
        refused(21_211, () -> create("030222222", TWIML));
        refused(21_218, () -> create("+4930222222", "<Response>"));
        twilio.wantsPause(3);
        refused(20_429, () -> create("+4930222222", TWIML));
        assertThat(twilio.placed()).isEmpty();
    }

    private Call create(String to, String twiml) {
        return Call.creator(FakeTwilio.ACCOUNT, new PhoneNumber(to), new PhoneNumber(FakeTwilio.FROM), new Twiml(twiml))
                .create(client);
    }

    private static void refused(int code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(code));
    }
}
