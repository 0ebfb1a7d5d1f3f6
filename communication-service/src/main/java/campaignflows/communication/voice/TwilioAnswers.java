package campaignflows.communication.voice;

import campaignflows.communication.http.ProviderAnswer;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import java.time.Duration;

/**
 * What Twilio's answers to a call mean. Twilio knows no key by which a repeat would be harmless, so what got no answer is
 * never called again: a callback may still tell, since it names the communication, or Twilio is asked for the call.
 */
final class TwilioAnswers {
    static final String NOT_REACHED = "Twilio cannot be reached at present";
    static final String UNKNOWN =
            "No answer of Twilio that tells whether the call was made; Twilio may still tell, and it is not made again";
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private TwilioAnswers() {}

    static SendOutcome outcome(ProviderAnswer answer, Duration receiptWait) {
        return switch (answer) {
            case ProviderAnswer.NotReached none -> new SendOutcome.RefusedForNow(NOT_REACHED, Blame.PROVIDER);
            case ProviderAnswer.NoAnswer none -> unknown(receiptWait);
            case ProviderAnswer.Answered answered -> outcome(answered, receiptWait);
        };
    }

    private static SendOutcome outcome(ProviderAnswer.Answered answered, Duration receiptWait) {
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
                    ? new SendOutcome.Throttled("Twilio takes no more calls for now", pause(answered))
                    : unknown(receiptWait);
        }
        if (answered.status() == TOO_MANY) {
            return new SendOutcome.Throttled(error.reason(), pause(answered));
        }
        if (answered.status() == UNAUTHORIZED || answered.status() == NOT_FOUND) {
            return new SendOutcome.ChannelFaulty(error.reason());
        }
        return switch (error.meaning()) {
            case PAUSE -> new SendOutcome.Throttled(error.reason(), pause(answered));
            case FINAL -> new SendOutcome.RefusedForGood(error.reason());
            case STOP -> new SendOutcome.ChannelFaulty(error.reason());
        };
    }

    private static Duration pause(ProviderAnswer.Answered answered) {
        Duration asked = answered.retryAfter();
        if (asked == null || !asked.isPositive()) {
            return USUAL_PAUSE;
        }
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static SendOutcome unknown(Duration receiptWait) {
        return new SendOutcome.Unknown(UNKNOWN, receiptWait, Blame.PROVIDER);
    }
}
