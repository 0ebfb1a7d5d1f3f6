package campaignflows.e2e.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Sees every answer of the API, whatever test asked. Found by {@link java.util.ServiceLoader}. */
public interface AnswerObserver {
    /**
     * An answer came.
     *
     * @param base where the system is
     * @param sent the request's body as JSON; null if there was none, or no JSON
     */
    void answered(URI base, String method, String path, @Nullable String sent, Api.Answer answer);
}
