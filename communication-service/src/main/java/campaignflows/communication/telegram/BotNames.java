package campaignflows.communication.telegram;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The user names of bots, by which people find them. Telegram is asked once for each revision of a channel. */
@Singleton
public final class BotNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{3,64}");

    /** Of all tenants: far more channels than one installation has. */
    private static final int MOST = 10_000;

    private record Known(int revision, String name) {}

    private final TelegramApi api;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    public BotNames(TelegramApi api) {
        this.api = api;
    }

    /** Throws 409 if Telegram does not know the bot, 503 if it cannot be asked now. */
    public String of(Channel channel, String token) {
        Known before = known.get(channel.id());
        if (before != null && before.revision() == channel.revision()) {
            return before.name();
        }
        String name = ask(channel.id(), token);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(channel.id(), new Known(channel.revision(), name));
        return name;
    }

    private String ask(UUID channelId, String token) {
        ProviderResponse answer = api.me(channelId, token);
        if (!(answer instanceof ProviderResponse.Answered answered)) {
            throw ProblemException.unavailable(TelegramResponses.NOT_REACHED + ": try again later");
        }
        String name = answered.body().path("result").path("username").asText("");
        if (answered.isSuccess() && NAME.matcher(name).matches()) {
            return name;
        }
        switch (PollResponse.of(answer)) {
            case PollResponse.Refused refused
            when answered.status() == 401 || answered.status() == 404 ->
                throw ProblemException.conflict(refused.reason());
            case PollResponse.Refused refused -> throw ProblemException.unavailable(refused.reason());
            case PollResponse.Done done ->
                throw ProblemException.unavailable("Telegram gave no name of the bot: try again later");
        }
    }
}
