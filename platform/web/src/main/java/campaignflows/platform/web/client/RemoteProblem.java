package campaignflows.platform.web.client;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The refusal of another service. Callers that can handle it catch it; otherwise a response about what the user asked for is
 * passed on, and one that says that we called incorrectly is an internal error.
 */
public final class RemoteProblem extends RuntimeException {
    private final ServiceName service;
    private final int status;
    private final String code;
    private final String detail;
    private final transient List<ProblemError> errors;
    private final transient List<JsonNode> findings;

    public RemoteProblem(
            ServiceName service,
            int status,
            String code,
            String detail,
            List<ProblemError> errors,
            List<JsonNode> findings) {
        super("The %s returned %d %s".formatted(service.audience(), status, code));
        this.service = service;
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.findings = List.copyOf(findings);
    }

    public ServiceName service() {
        return service;
    }

    public int status() {
        return status;
    }

    /** The code of the problem, or empty if the response was no problem document of ours. */
    public Optional<ErrorCode> code() {
        return ErrorCode.ofWireName(code);
    }

    public String detail() {
        return detail;
    }

    public List<ProblemError> errors() {
        return errors;
    }

    public List<JsonNode> findings() {
        return findings;
    }

    /** What our own caller gets when it is not handled here. */
    public ProblemException forOurCaller() {
        ErrorCode known = code().orElse(ErrorCode.BAD_GATEWAY);
        return switch (known) {
            case NOT_FOUND, CONFLICT, STALE_REVISION, GONE, TOO_LARGE, INVALID, UNSUPPORTED, PRECONDITION_FAILED ->
                new ProblemException(known, detail, errors, findings, null, this);
            case UNAVAILABLE, TOO_MANY_REQUESTS, GATEWAY_TIMEOUT, INSUFFICIENT_STORAGE ->
                ProblemException.unavailable("The %s is not available now: try again".formatted(service.audience()));
            case MALFORMED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    REQUEST_TIMEOUT,
                    UNSUPPORTED_MEDIA_TYPE,
                    PRECONDITION_REQUIRED,
                    HEADERS_TOO_LARGE,
                    ADDRESS_TOO_LONG,
                    LOCKED,
                    CHECKSUM_MISMATCH,
                    UNEXPECTED,
                    BAD_GATEWAY ->
                new ProblemException(
                        ErrorCode.BAD_GATEWAY, ErrorCode.BAD_GATEWAY.title(), List.of(), List.of(), null, this);
        };
    }
}
