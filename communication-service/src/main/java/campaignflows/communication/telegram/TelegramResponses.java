package campaignflows.communication.telegram;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ProviderText;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.contracts.communication.ChannelType;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What Telegram's answers mean. The Bot API knows no key by which a repeat would be harmless and sends no receipts: what got
 * no answer stays unknown for good.
 */
final class TelegramResponses {
    static final String NOT_REACHED = "Telegram cannot be reached at present";
    static final String UNKNOWN =
            "No answer of Telegram that tells whether the message was sent; it is not sent again, so that nobody gets it twice";
    static final String UNKNOWN_BOT = "Telegram does not know the bot: check the channel's bot_token";
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    private TelegramResponses() {}

    /**
     * The outcome of a message to this chat.
     *
     * @param address the contact's, by which a contact who lets nothing through is known again
     */
    static SendOutcome outcome(ProviderResponse answer, String address) {
        return switch (answer) {
            case ProviderResponse.NotReached none -> new SendOutcome.RefusedForNow(NOT_REACHED, Blame.PROVIDER);
            case ProviderResponse.NoAnswer none -> unknown();
            case ProviderResponse.Answered answered -> outcome(answered, address);
        };
    }

    /** Where the chat went, if that is why the message was refused. */
    static Optional<Long> migration(ProviderResponse answer) {
        if (!(answer instanceof ProviderResponse.Answered answered) || !isRefusal(answered)) {
            return Optional.empty();
        }
        JsonNode chat = answered.body().path("parameters").path("migrate_to_chat_id");
        return chat.isIntegralNumber() ? Optional.of(chat.longValue()) : Optional.empty();
    }

    private static SendOutcome outcome(ProviderResponse.Answered answered, String address) {
        if (answered.body().path("ok").asBoolean(false) && answered.isSuccess()) {
            return SendOutcome.Accepted.AS_IT_IS;
        }
        int code = answered.body().path("error_code").asInt(answered.status());
        // What is not in Telegram's form is of something on the way, or of an address that is not its API's.
        if (!isRefusal(answered) || answered.isOfServerError() || code >= 500) {
            return unknown();
        }
        String said = said(answered);
        return switch (code) {
            case 401, 404 -> new SendOutcome.ChannelFaulty(UNKNOWN_BOT);
            case 403 ->
                new SendOutcome.ContactBlocked(
                        "The contact does not let the bot write (%s): it has to write to the bot first".formatted(said),
                        ChannelType.TELEGRAM,
                        address);
            case 429 -> {
                Duration pause = pause(answered);
                yield new SendOutcome.Throttled(wantsPause(pause), pause);
            }
            case 400 -> new SendOutcome.RefusedForGood(refusal(said));
            default -> new SendOutcome.RefusedForGood("Telegram refused it: %d %s".formatted(code, said));
        };
    }

    private static String refusal(String said) {
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("chat not found")) {
            return "Telegram knows no chat with this contact (%s): it has to write to the bot first".formatted(said);
        }
        if (words.contains("too long")) {
            return TelegramSenderFactory.TOO_LONG;
        }
        return "Telegram refused it: " + said;
    }

    /** How long Telegram wants to be left alone by the bot. */
    static Duration pause(ProviderResponse.Answered answered) {
        JsonNode seconds = answered.body().path("parameters").path("retry_after");
        Duration header = answered.retryAfter();
        Duration asked = seconds.isIntegralNumber() && seconds.canConvertToInt()
                ? Duration.ofSeconds(seconds.intValue())
                : header == null ? USUAL_PAUSE : header;
        return asked.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    static String wantsPause(Duration pause) {
        return "Telegram wants a pause of %d seconds from this bot: it goes on after that".formatted(pause.toSeconds());
    }

    /** Why it refused, in its own words. */
    static String said(ProviderResponse.Answered answered) {
        return ProviderText.oneLine(answered.body().path("description").asText(""));
    }

    static boolean isRefusal(ProviderResponse.Answered answered) {
        JsonNode ok = answered.body().path("ok");
        return ok.isBoolean() && !ok.booleanValue();
    }

    private static SendOutcome unknown() {
        return new SendOutcome.Unknown(UNKNOWN, Duration.ZERO, Blame.PROVIDER);
    }
}
