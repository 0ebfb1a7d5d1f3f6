package campaignflows.communication.whatsapp;

import campaignflows.communication.sending.ProviderText;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An error of the Cloud API, as an answer or a receipt brings it. Meta tells them apart by their code, not by the status of
 * HTTP.
 */
public record WhatsAppError(int code, Meaning meaning, String reason) {
    private static final int INVALID_PARAMETER = 100;
    private static final int NO_SUCH_OBJECT = 33;
    private static final int NO_SESSION = 0;
    private static final int INVALID_TOKEN = 190;

    /** What is to be done about it. */
    public enum Meaning {
        /** The number or the app sends too much: later, all of it. */
        PAUSE,
        /** Too many messages to this one contact: later, this one. */
        RETRY,
        /** This message never. */
        FINAL,
        /** Nothing of this channel before somebody has mended something at Meta, or in the channel. */
        STOP
    }

    /** Reads {@code error} of an answer, or one of {@code errors} of a receipt. */
    public static WhatsAppError of(JsonNode error) {
        int code = error.path("code").asInt(-1);
        Meaning meaning =
                code == INVALID_PARAMETER && error.path("error_subcode").asInt(0) == NO_SUCH_OBJECT
                        ? Meaning.STOP
                        : meaning(code);
        // What Meta says of a sign-in may repeat the token.
        String said = code == NO_SESSION || code == INVALID_TOKEN ? "" : ": " + said(error);
        return new WhatsAppError(code, meaning, words(code, meaning) + said + " (code " + code + ")");
    }

    private static Meaning meaning(int code) {
        if (code >= 200 && code <= 299) {
            return Meaning.STOP;
        }
        return switch (code) {
            case 4, 80007, 130429 -> Meaning.PAUSE;
            case 131056 -> Meaning.RETRY;
            // Token and rights; number deleted; policy; account locked; access denied; name not approved; payment;
            // number not
            // registered; too much spam.
            case NO_SESSION,
                    INVALID_TOKEN,
                    3,
                    10,
                    NO_SUCH_OBJECT,
                    368,
                    131031,
                    131005,
                    131037,
                    131042,
                    131045,
                    133010,
                    131048 -> Meaning.STOP;
            default -> Meaning.FINAL;
        };
    }

    private static String words(int code, Meaning meaning) {
        return switch (meaning) {
            case PAUSE -> "WhatsApp takes no more messages of this number or app for now";
            case RETRY -> "WhatsApp takes no more messages to this contact for now";
            case STOP -> {
                yield switch (code) {
                    case NO_SESSION, INVALID_TOKEN -> "WhatsApp refused the sign-in, check the channel's access_token";
                    case INVALID_PARAMETER, NO_SUCH_OBJECT ->
                        "WhatsApp does not know the number, check the channel's phone_number_id";
                    case 131048 -> "WhatsApp holds the number back, since contacts have blocked or reported it";
                    default -> "WhatsApp does not let this channel send, look into the Meta Business account";
                };
            }
            case FINAL -> {
                yield switch (code) {
                    case 131047 ->
                        "The contact has not written for 24 hours, and then WhatsApp takes approved templates only";
                    case 131026 -> "WhatsApp cannot deliver to this contact";
                    default -> "WhatsApp refused it";
                };
            }
        };
    }

    private static String said(JsonNode error) {
        String details = error.path("error_data").path("details").asText("");
        String message = error.path("message").asText(error.path("title").asText(""));
        return ProviderText.oneLine(details.isBlank() ? message : details);
    }
}
