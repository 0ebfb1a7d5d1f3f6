package campaignflows.platform.web.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streamed bodies of requests. */
public final class RequestBodies {
    private RequestBodies() {}

    /** Discards the rest of a body that is refused: its sender reads the response only after it has sent everything. */
    public static void discardRest(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It was read to the end already, or its sender has disconnected.
        }
    }
}
