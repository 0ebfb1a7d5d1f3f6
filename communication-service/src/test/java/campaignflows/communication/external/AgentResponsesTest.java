package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class AgentResponsesTest {
    @ParameterizedTest
    @CsvSource({
        "200,,Accepted",
        "201,,Accepted",
        "202,,Accepted",
        "204,,Accepted",
        "301,,ChannelFaulty",
        "307,,ChannelFaulty",
        "400,,RefusedForGood",
        "401,,ChannelFaulty",
        "403,,RefusedForGood",
        "404,,RefusedForGood",
        "408,,Unanswered",
        "409,,RefusedForGood",
        "410,,RefusedForGood",
        "422,,RefusedForGood",
        "425,,Unanswered",
        "429,,Throttled",
        "429,7,Throttled",
        "500,,Unanswered",
        "502,,Unanswered",
        "503,,RefusedForNow",
        "503,7,Throttled",
        "504,,Unanswered"
    })
    void shouldSortResponses(int status, @Nullable Integer retryAfter, String outcome) {
        assertThat(outcome(status, "{}", retryAfter).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void shouldKnowWhatCannotHaveBeenHeardFromWhatMay() {
        assertThat(AgentResponses.outcome(new ProviderResponse.NotReached(), "Coach"))
                .isInstanceOf(SendOutcome.RefusedForNow.class);
        assertThat(AgentResponses.outcome(new ProviderResponse.NoAnswer(), "Coach"))
                .isInstanceOf(SendOutcome.Unanswered.class);
    }

    @Test
    void shouldSayWhatTheAgentSaysAndNoMore() {
        assertThat(outcome(422, "{\"detail\":\"No such\\nproduct\",\"message\":\"other\"}", null))
                .isEqualTo(new SendOutcome.RefusedForGood("The agent Coach refused the session: 422 No such product"));
        assertThat(outcome(400, "{\"message\":\"x\"}", null))
                .isEqualTo(new SendOutcome.RefusedForGood("The agent Coach refused the session: 400 x"));
        assertThat(outcome(404, "{\"detail\":7}", null))
                .isEqualTo(new SendOutcome.RefusedForGood("The agent Coach refused the session: status 404"));
        assertThat(((SendOutcome.RefusedForGood) outcome(400, "{\"detail\":\"" + "x".repeat(9_000) + "\"}", null))
                        .reason())
                .hasSizeLessThan(400);
    }

    @Test
    void shouldKeepPausesWithinBounds() {
        assertThat(pause(429, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pause(429, 7)).isEqualTo(Duration.ofSeconds(7));
        assertThat(pause(503, 999_999)).isEqualTo(Duration.ofHours(1));
    }

    private static Duration pause(int status, @Nullable Integer retryAfter) {
        return ((SendOutcome.Throttled) outcome(status, "{}", retryAfter)).pause();
    }

    private static SendOutcome outcome(int status, String body, @Nullable Integer retryAfter) {
        return AgentResponses.outcome(
                new ProviderResponse.Answered(
                        status, json(body), retryAfter == null ? null : Duration.ofSeconds(retryAfter)),
                "Coach");
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
