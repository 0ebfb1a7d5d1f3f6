package campaignflows.communication.external;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ProviderText;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What the responses of an external agent mean. It knows a repeat by its key, so what got no response is asked for again, and
 * one session comes of it.
 */
final class AgentResponses {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int UNAUTHENTICATED = 401;
    private static final int UNAVAILABLE = 503;

    private AgentResponses() {}

    /** @param agent its name, for people */
    static SendOutcome outcome(ProviderResponse response, String agent) {
        return switch (response) {
            case ProviderResponse.NotReached none ->
                new SendOutcome.RefusedForNow(
                        "The agent %s cannot be reached at present".formatted(agent), Blame.PROVIDER);
            case ProviderResponse.NoAnswer none ->
                new SendOutcome.Unanswered(
                        "The agent %s gave no response that tells whether it has begun the session".formatted(agent),
                        Blame.PROVIDER);
            case ProviderResponse.Answered answered -> outcome(answered, agent);
        };
    }

    private static SendOutcome outcome(ProviderResponse.Answered answered, String agent) {
        int status = answered.status();
        if (answered.isSuccess()) {
            return new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, null);
        }
        if (status == TOO_MANY || (status == UNAVAILABLE && answered.retryAfter() != null)) {
            return throttled(answered, agent);
        }
        if (status == UNAVAILABLE) {
            return new SendOutcome.RefusedForNow(said(answered, agent), Blame.PROVIDER);
        }
        if (answered.isOfServerError() || status == TIMEOUT || status == TOO_EARLY) {
            return new SendOutcome.Unanswered(said(answered, agent), Blame.PROVIDER);
        }
        if (status == UNAUTHENTICATED) {
            return new SendOutcome.ChannelFaulty(
                    "The agent %s refuses our signature (%s): see that it has the secret that is entered here"
                            .formatted(agent, words(answered)));
        }
        if (status < 400) {
            return new SendOutcome.ChannelFaulty(
                    "The endpoint of the agent %s refers to another address (status %d): enter that one"
                            .formatted(agent, status));
        }
        return new SendOutcome.RefusedForGood("The agent %s refused the session: %s".formatted(agent, words(answered)));
    }

    private static SendOutcome throttled(ProviderResponse.Answered answered, String agent) {
        Duration asked = answered.pause();
        Duration pause = asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
        return new SendOutcome.Throttled(
                "The agent %s takes no sessions for %d seconds: it goes on after that"
                        .formatted(agent, pause.toSeconds()),
                pause);
    }

    private static String said(ProviderResponse.Answered answered, String agent) {
        return "The agent %s could not take the session: %s".formatted(agent, words(answered));
    }

    /** Its own words where it has any: the detail of a problem document, else a message. */
    private static String words(ProviderResponse.Answered answered) {
        JsonNode body = answered.body();
        for (String name : new String[] {"detail", "message", "title", "error"}) {
            if (body.path(name).isTextual() && !body.path(name).asText().isBlank()) {
                return "%d %s"
                        .formatted(
                                answered.status(),
                                ProviderText.oneLine(body.path(name).asText()));
            }
        }
        return "status " + answered.status();
    }
}
