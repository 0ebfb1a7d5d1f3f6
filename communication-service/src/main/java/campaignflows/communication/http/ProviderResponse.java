package campaignflows.communication.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call. The three differ in what is known of the provider having heard it. */
public sealed interface ProviderResponse {
    /** It certainly did not: nothing of the request was written. */
    record NotReached() implements ProviderResponse {}

    /** It may have: the request was written, as far as is known, and no whole answer came in time. */
    record NoAnswer() implements ProviderResponse {}

    /**
     * It did.
     *
     * @param body       the object that the answer has; missing if it has none, so that every path can be asked for
     * @param retryAfter what the header of this name says in seconds; null if it says nothing
     */
    record Answered(int status, JsonNode body, @Nullable Duration retryAfter) implements ProviderResponse {
        private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);
        private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

        /** How long to leave a provider alone that takes no more for now: what its header says, within bounds. */
        public Duration pause() {
            if (retryAfter == null || !retryAfter.isPositive()) {
                return USUAL_PAUSE;
            }
            return retryAfter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : retryAfter;
        }

        public boolean isOfServerError() {
            return status >= 500;
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
