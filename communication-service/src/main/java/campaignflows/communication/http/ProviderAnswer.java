package campaignflows.communication.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call. The three differ in what is known of the provider having heard it. */
public sealed interface ProviderAnswer {
    /** It certainly did not: nothing of the request was written. */
    record NotReached() implements ProviderAnswer {}

    /** It may have: the request was written, as far as is known, and no whole answer came in time. */
    record NoAnswer() implements ProviderAnswer {}

    /**
     * It did.
     *
     * @param body       the object that the answer has; missing if it has none, so that every path can be asked for
     * @param retryAfter what the header of this name says in seconds; null if it says nothing
     */
    record Answered(int status, JsonNode body, @Nullable Duration retryAfter) implements ProviderAnswer {
        public boolean isOfServerError() {
            return status >= 500;
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
