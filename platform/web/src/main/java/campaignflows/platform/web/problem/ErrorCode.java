package campaignflows.platform.web.problem;

import campaignflows.platform.values.WireName;
import java.util.Optional;

/**
 * The catalogue of errors. A code is a promise to callers: it is never renamed, and its status never changes. The wire
 * name of each is its name in lower case.
 */
public enum ErrorCode {
    MALFORMED(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "Authentication is required"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not supported here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is served here"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "Not possible now"),
    STALE_REVISION(409, "Changed by someone else in the meantime"),
    GONE(410, "No longer there"),
    PRECONDITION_FAILED(412, "The precondition does not hold"),
    TOO_LARGE(413, "Too large"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported here"),
    INVALID(422, "Not valid"),
    UNSUPPORTED(422, "Not supported yet"),
    LOCKED(423, "In use by another request"),
    PRECONDITION_REQUIRED(428, "A precondition is required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    /** Of the resumable uploads' protocol, tus 1.0. */
    CHECKSUM_MISMATCH(460, "What arrived is not what was sent"),
    UNEXPECTED(500, "Something went wrong on our side"),
    BAD_GATEWAY(502, "Another part of the system gave no usable answer"),
    UNAVAILABLE(503, "Not available at the moment"),
    GATEWAY_TIMEOUT(504, "Another part of the system took too long"),
    INSUFFICIENT_STORAGE(507, "There is no room left");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return WireName.of(this);
    }

    /** The {@code type} of the problem document. */
    public String type() {
        return "urn:campaign-flows:problem:" + wireName();
    }

    public static Optional<ErrorCode> ofWireName(String name) {
        return WireName.find(ErrorCode.class, name);
    }

    /** The first code of that status; for a status without one, the general code of its class. */
    public static ErrorCode ofStatus(int status) {
        for (ErrorCode code : values()) {
            if (code.status == status) {
                return code;
            }
        }
        return status >= 400 && status < 500 ? MALFORMED : UNEXPECTED;
    }
}
