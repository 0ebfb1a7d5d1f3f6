package campaignflows.platform.web.edge;

import campaignflows.platform.web.problem.ErrorCode;

/** Why a request is refused before it is parsed; an exception only because the server's decoder reports by exceptions. */
final class BadRequest extends RuntimeException {
    private final ErrorCode code;

    BadRequest(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    static BadRequest malformed(String detail) {
        return new BadRequest(ErrorCode.MALFORMED, detail);
    }

    ErrorCode code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
