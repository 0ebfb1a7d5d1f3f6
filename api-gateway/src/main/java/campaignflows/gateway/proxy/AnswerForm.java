package campaignflows.gateway.proxy;

import io.vertx.core.http.HttpClientResponse;

/** What the head of an answer says of its body. */
final class AnswerForm {
    private AnswerForm() {}

    /** The announced length; -1 if it is not known. */
    static long lengthOf(HttpClientResponse answer) {
        try {
            return Long.parseLong(answer.getHeader("Content-Length"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether an answer of this status never has a body. */
    static boolean isEmpty(int status) {
        return status == 204 || status == 304;
    }
}
