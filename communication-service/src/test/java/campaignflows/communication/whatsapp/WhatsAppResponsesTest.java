package campaignflows.communication.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class WhatsAppResponsesTest {
    private static final Duration WAIT = Duration.ofMinutes(15);

    private static SendOutcome outcome(int status, int code, String message) throws JsonProcessingException {
        String body = "{\"error\":{\"message\":\"%s\",\"code\":%d}}".formatted(message, code);
        return WhatsAppResponses.outcome(
                new ProviderResponse.Answered(status, Json.mapper().readTree(body), null), WAIT);
    }

    /** Meta sends missing rights with 500, too. */
    @ParameterizedTest
    @CsvSource({"500, 3", "500, 131045", "400, 33", "400, 131037", "403, 10"})
    void shouldStopTheChannelByTheCodeWhateverTheStatus(int status, int code) throws JsonProcessingException {
        assertThat(outcome(status, code, "No"))
                .isInstanceOfSatisfying(
                        SendOutcome.ChannelFaulty.class,
                        faulty -> assertThat(faulty.reason()).contains("No", "code " + code));
    }

    @Test
    void shouldNotRepeatATokenThatTheSignInRefuses() throws JsonProcessingException {
        assertThat(outcome(401, 190, "Malformed access token EAAsecret"))
                .isEqualTo(new SendOutcome.ChannelFaulty(
                        "WhatsApp refused the sign-in, check the channel's access_token (code 190)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404, 407, 408, 500, 502})
    void shouldNotTakeForAVerdictWhatIsNotInTheFormOfWhatsApp(int status) {
        SendOutcome outcome =
                WhatsAppResponses.outcome(new ProviderResponse.Answered(status, MissingNode.getInstance(), null), WAIT);

        assertThat(outcome).isEqualTo(new SendOutcome.Unknown(WhatsAppResponses.UNKNOWN, WAIT, Blame.PROVIDER));
    }

    @Test
    void shouldNotKnowWhatAServersErrorWithAFinalCodeMeans() throws JsonProcessingException {
        assertThat(outcome(500, 131000, "Something went wrong"))
                .isEqualTo(new SendOutcome.Unknown(WhatsAppResponses.UNKNOWN, WAIT, Blame.PROVIDER));
        assertThat(outcome(400, 131026, "Undeliverable")).isInstanceOf(SendOutcome.RefusedForGood.class);
    }
}
