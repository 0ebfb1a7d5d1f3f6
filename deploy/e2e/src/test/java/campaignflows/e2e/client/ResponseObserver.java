package campaignflows.e2e.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Receives every response of the API, whichever test made the request. Found by {@link java.util.ServiceLoader}. */
public interface ResponseObserver {
    /**
     * An answer came.
     *
     * @param base where the system is
     * @param sent the request's body as JSON; null if there was none, or no JSON
     */
    void answered(URI base, String method, String path, @Nullable String sent, Api.Response answer);
}
