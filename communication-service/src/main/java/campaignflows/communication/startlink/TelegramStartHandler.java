package campaignflows.communication.startlink;

import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceUnavailableException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages by which Telegram says that somebody came by a link. They tie the chat to the customer that the link was made for,
 * before anybody looks whose chat it is, and are otherwise messages like any other. Whatever cannot be tied changes nothing. May
 * be repeated.
 */
@Singleton
public final class TelegramStartHandler {
    private static final Logger LOG = Logger.getLogger(TelegramStartHandler.class);
    private static final Pattern START =
            Pattern.compile("\\s*/start\\s+([A-Za-z0-9_-]{1,%d})\\s*".formatted(StartPayloads.MAX_LENGTH));

    private final StartPayloads payloads;
    private final ChatDirectory chats;
    private final Clock clock;

    public TelegramStartHandler(StartPayloads payloads, ChatDirectory chats, Clock clock) {
        this.payloads = payloads;
        this.chats = chats;
        this.clock = clock;
    }

    /** Whether Telegram says so in this text; whether the link is any good is another question. */
    public static boolean isStart(String text) {
        return START.matcher(text).matches();
    }

    /**
     * Ties the chat that the text came from, if the text says so.
     *
     * @throws ServiceUnavailableException if participant-service cannot be asked now
     * @throws RemoteProblem               if it refuses
     */
    public void carryOut(UUID tenantId, UUID channelId, @Nullable String telegramId, String text) {
        Matcher start = START.matcher(text);
        if (telegramId == null || !start.matches()) {
            return;
        }
        Optional<StartPayload> payload = payloads.read(channelId, start.group(1), clock.instant());
        if (payload.isPresent()) {
            tie(tenantId, channelId, telegramId, payload.get());
        }
    }

    private void tie(UUID tenantId, UUID channelId, String telegramId, StartPayload payload) {
        UUID customerId = payload.customerId();
        Optional<TelegramChat.Answer> customer = chats.ofCustomer(tenantId, customerId);
        if (customer.isEmpty()) {
            return;
        }
        String formerly = customer.get().telegramId();
        if (!payloads.isOfChat(payload, formerly)) {
            LOG.infof("start link was used before channel=%s customer=%s", channelId, customerId);
            return;
        }
        Optional<TelegramChat.Outcome> outcome =
                chats.tie(customerId, new TelegramChat.Tie(tenantId, telegramId, formerly));
        LOG.infof(
                "start link opened channel=%s customer=%s outcome=%s",
                channelId, customerId, outcome.map(Enum::name).orElse("GONE"));
    }
}
