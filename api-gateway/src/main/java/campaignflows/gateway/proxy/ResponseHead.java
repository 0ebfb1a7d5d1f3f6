package campaignflows.gateway.proxy;

import io.vertx.core.http.HttpClientResponse;

/** What the head of a response says about its body. */
final class ResponseHead {
    private ResponseHead() {}

    /** The announced length; -1 if it is not known. */
    static long lengthOf(HttpClientResponse response) {
        try {
            return Long.parseLong(response.getHeader("Content-Length"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether a response of this status never has a body. */
    static boolean isEmpty(int status) {
        return status == 204 || status == 304;
    }
}
