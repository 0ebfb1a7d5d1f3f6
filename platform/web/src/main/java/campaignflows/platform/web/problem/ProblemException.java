package campaignflows.platform.web.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of a request, as it leaves the service. Plain Java, so that services and rules can throw it without knowing HTTP. The
 * detail says what is wrong and what to do; it must neither contain secrets nor reveal another tenant's records.
 *
 * <p>A factory per case keeps code and status together; {@link #withErrors} and {@link #withFindings} add the list.
 */
public class ProblemException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<ProblemError> errors;
    private final transient List<?> findings;
    private final @Nullable Duration retryAfter;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of(), List.of(), null, null);
    }

    public ProblemException(
            ErrorCode code,
            String detail,
            List<ProblemError> errors,
            List<?> findings,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        // A refusal is an ordinary response: its stack trace is of no use, unless something else caused it.
        super(detail, cause, false, cause != null);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.findings = List.copyOf(findings);
        this.retryAfter = retryAfter;
    }

    /** 404, also for what belongs to another tenant. {@code what} as in "campaign". */
    public static ProblemException notFound(String what) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such " + what);
    }

    /** 400: the request cannot be read. */
    public static ProblemException malformed(String detail) {
        return new ProblemException(ErrorCode.MALFORMED, detail);
    }

    /** 409: right in itself, but not possible in the present state. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(ErrorCode.CONFLICT, detail);
    }

    /** 409: the revision that the caller has seen is not the current one. */
    public static ProblemException staleRevision(long current) {
        return new ProblemException(
                ErrorCode.STALE_REVISION,
                "The current revision is %d: read it again and repeat the change".formatted(current));
    }

    /**
     * 409 likewise, where it is known who made the current revision.
     *
     * @param changedBy what people call it; null if that was not kept
     */
    public static ProblemException staleRevision(long current, Instant changedAt, @Nullable String changedBy) {
        return new ProblemException(
                ErrorCode.STALE_REVISION,
                "The current revision is %d, saved %sat %s: read it again and repeat the change"
                        .formatted(current, changedBy == null ? "" : "by " + changedBy + " ", changedAt));
    }

    /** 413. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(ErrorCode.TOO_LARGE, detail);
    }

    /** 422: readable, but what it says is not valid. */
    public static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID, detail);
    }

    /** 422 because of one field. */
    public static ProblemException invalidField(String field, String message) {
        return invalid(message).withErrors(List.of(ProblemError.ofField(field, message)));
    }

    /** 422: part of the product, but not built yet. */
    public static ProblemException unsupported(String detail) {
        return new ProblemException(ErrorCode.UNSUPPORTED, detail);
    }

    /** 403. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(ErrorCode.FORBIDDEN, detail);
    }

    /** 401. */
    public static ProblemException unauthenticated(String detail) {
        return new ProblemException(ErrorCode.UNAUTHENTICATED, detail);
    }

    /** 429, with a Retry-After of whole seconds, at least one. */
    public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
        return new ProblemException(ErrorCode.TOO_MANY_REQUESTS, detail, List.of(), List.of(), retryAfter, null);
    }

    /** 503: a part that the service needs does not answer now; trying again may help. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(ErrorCode.UNAVAILABLE, detail, List.of(), List.of(), Duration.ofSeconds(1), null);
    }

    /** The same problem with the list of what is wrong. */
    public ProblemException withErrors(List<ProblemError> newErrors) {
        return new ProblemException(code, detail(), newErrors, findings, retryAfter, getCause());
    }

    /** The same problem with the findings of a validation (api.md); each is written as JSON by its own type. */
    public ProblemException withFindings(List<?> newFindings) {
        return new ProblemException(code, detail(), errors, newFindings, retryAfter, getCause());
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? code.title() : message;
    }

    public List<ProblemError> errors() {
        return errors;
    }

    public List<?> findings() {
        return findings;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
