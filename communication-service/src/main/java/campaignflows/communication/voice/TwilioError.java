package campaignflows.communication.voice;

import campaignflows.communication.sending.ProviderText;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A refusal of Twilio's API, which tells them apart by their code. */
record TwilioError(int code, Meaning meaning, String reason) {

    /** What is to be done about it. */
    enum Meaning {
        /** The account asks for too much: later, all of it. */
        PAUSE,
        /** This call never. */
        FINAL,
        /** Nothing of this channel before somebody has mended something at Twilio, or in the channel. */
        STOP
    }

    /** Null if it is not one of Twilio's. */
    static @Nullable TwilioError of(JsonNode body) {
        if (!body.path("code").isIntegralNumber()) {
            return null;
        }
        int code = body.path("code").intValue();
        Meaning meaning = meaning(code);
        // What Twilio says of a sign-in may repeat the user name.
        String said = code == 20003
                ? ""
                : ": " + ProviderText.oneLine(body.path("message").asText(""));
        return new TwilioError(code, meaning, words(code, meaning) + said + " (code " + code + ")");
    }

    private static Meaning meaning(int code) {
        return switch (code) {
            // Requests, and calls at a time.
            case 20429, 10004 -> Meaning.PAUSE;
            // Account not active or suspended, trial, voice switched off; sign-in and rights; account not found.
            case 10001,
                    10002,
                    10005,
                    20003,
                    20005,
                    20006,
                    20008,
                    20403,
                    20404,
                    // Addresses of ours that Twilio cannot call.
                    21205,
                    21206,
                    21207,
                    21208,
                    21502,
                    21609,
                    21626,
                    // The number that calls.
                    21210,
                    21212,
                    21213 -> Meaning.STOP;
            default -> Meaning.FINAL;
        };
    }

    private static String words(int code, Meaning meaning) {
        return switch (meaning) {
            case PAUSE -> "Twilio takes no more calls of this account for now";
            case STOP ->
                switch (code) {
                    case 20003 -> "Twilio refused the sign-in, check the channel's auth_token or API key";
                    case 20404 -> "Twilio does not know the account, check the channel's account_sid";
                    case 21205, 21206, 21207, 21208, 21502, 21609, 21626 ->
                        "Twilio cannot call this installation, check the channel's public_address";
                    case 21210, 21212, 21213 -> "Twilio does not let the channel's number (from) call";
                    default -> "Twilio does not let this account make calls, look into Twilio's console";
                };
            case FINAL ->
                switch (code) {
                    case 21211, 21201, 21214, 21217, 13224 -> "Twilio cannot call the contact's number";
                    case 21215, 21216 ->
                        "Twilio does not let the account call this number or country, see its geographic permissions";
                    case 21219 -> "A trial account of Twilio calls verified numbers only";
                    default -> "Twilio refused the call";
                };
        };
    }
}
