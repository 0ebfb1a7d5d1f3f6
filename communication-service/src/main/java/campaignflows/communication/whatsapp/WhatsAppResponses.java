package campaignflows.communication.whatsapp;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What answers of the Cloud API mean. A message that got no answer is never sent again; since our id goes with it and comes
 * back in its receipts, one of those may still tell.
 */
final class WhatsAppResponses {
    static final String NOT_REACHED = "WhatsApp cannot be reached at present";
    static final String UNKNOWN =
            "No answer of WhatsApp that tells whether the message was sent; a receipt may still tell, and it is not sent again";
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private WhatsAppResponses() {}

    static SendOutcome outcome(ProviderResponse answer, Duration receiptWait) {
        return switch (answer) {
            case ProviderResponse.NotReached none -> new SendOutcome.RefusedForNow(NOT_REACHED, Blame.PROVIDER);
            case ProviderResponse.NoAnswer none -> unknown(receiptWait);
            case ProviderResponse.Answered answered -> outcome(answered, receiptWait);
        };
    }

    private static SendOutcome outcome(ProviderResponse.Answered answered, Duration receiptWait) {
        String id = answered.body().path("messages").path(0).path("id").asText("");
        if (answered.isSuccess()) {
            return id.isEmpty()
                    ? unknown(receiptWait)
                    : new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, id);
        }
        JsonNode given = answered.body().path("error");
        if (given.path("code").isIntegralNumber()) {
            WhatsAppError error = WhatsAppError.of(given);
            // Missing rights come with a status of the server's; what is final without one may be no verdict on the
            // message.
            if (!answered.isOfServerError() || error.meaning() != WhatsAppError.Meaning.FINAL) {
                return refusal(error, answered);
            }
        }
        return switch (answered.status()) {
            case UNAUTHORIZED ->
                new SendOutcome.ChannelFaulty("WhatsApp refused the sign-in, check the channel's access_token");
            case TOO_MANY -> new SendOutcome.Throttled("WhatsApp takes no more messages for now", answered.pause());
            // No answer of WhatsApp's own: of something on the way, or of an address that is not its API's.
            default -> unknown(receiptWait);
        };
    }

    private static SendOutcome refusal(WhatsAppError error, ProviderResponse.Answered answered) {
        return switch (error.meaning()) {
            case PAUSE -> new SendOutcome.Throttled(error.reason(), answered.pause());
            case RETRY -> new SendOutcome.RefusedForNow(error.reason(), Blame.MESSAGE);
            case FINAL -> new SendOutcome.RefusedForGood(error.reason());
            case STOP -> new SendOutcome.ChannelFaulty(error.reason());
        };
    }

    private static SendOutcome unknown(Duration receiptWait) {
        return new SendOutcome.Unknown(UNKNOWN, receiptWait, Blame.PROVIDER);
    }
}
