package campaignflows.communication.voice;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import java.time.Duration;

/**
 * What Twilio's answers to a call mean. Twilio knows no key by which a repeat would be harmless, so what got no answer is
 * never called again: a callback may still tell, since it names the communication, or Twilio is asked for the call.
 */
final class TwilioResponses {
    static final String NOT_REACHED = "Twilio cannot be reached at present";
    static final String UNKNOWN =
            "No answer of Twilio that tells whether the call was made; Twilio may still tell, and it is not made again";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private TwilioResponses() {}

    static SendOutcome outcome(ProviderResponse answer, Duration receiptWait) {
        return switch (answer) {
            case ProviderResponse.NotReached none -> new SendOutcome.RefusedForNow(NOT_REACHED, Blame.PROVIDER);
            case ProviderResponse.NoAnswer none -> unknown(receiptWait);
            case ProviderResponse.Answered answered -> outcome(answered, receiptWait);
        };
    }

    private static SendOutcome outcome(ProviderResponse.Answered answered, Duration receiptWait) {
        if (answered.isSuccess()) {
            String sid = answered.body().path("sid").asText("");
            return CallReport.isSid(sid)
                    ? new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, sid)
                    : unknown(receiptWait);
        }
        TwilioError error = TwilioError.of(answered.body());
        if (error == null || answered.isOfServerError()) {
            // A filter or proxy on the way, or Twilio in trouble: it may have taken it.
            return answered.status() == TOO_MANY
                    ? new SendOutcome.Throttled("Twilio takes no more calls for now", answered.pause())
                    : unknown(receiptWait);
        }
        if (answered.status() == TOO_MANY) {
            return new SendOutcome.Throttled(error.reason(), answered.pause());
        }
        if (answered.status() == UNAUTHORIZED || answered.status() == NOT_FOUND) {
            return new SendOutcome.ChannelFaulty(error.reason());
        }
        return switch (error.meaning()) {
            case PAUSE -> new SendOutcome.Throttled(error.reason(), answered.pause());
            case FINAL -> new SendOutcome.RefusedForGood(error.reason());
            case STOP -> new SendOutcome.ChannelFaulty(error.reason());
        };
    }

    private static SendOutcome unknown(Duration receiptWait) {
        return new SendOutcome.Unknown(UNKNOWN, receiptWait, Blame.PROVIDER);
    }
}
