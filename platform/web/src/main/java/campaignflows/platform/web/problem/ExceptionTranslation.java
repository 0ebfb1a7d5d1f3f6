package campaignflows.platform.web.problem;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.DatabaseRefusal;
import campaignflows.platform.contracts.DatabaseUnavailableException;
import campaignflows.platform.web.client.RemoteProblem;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Determines what an exception of a library means to the caller. Only what is listed here is passed on; the text of anything else
 * stays inside, because it contains names of classes and tables, or values.
 */
final class ExceptionTranslation {
    private static final int MAX_CAUSES = 20;

    private ExceptionTranslation() {}

    /**
     * The problem to answer with.
     *
     * @param cause what was thrown
     * @param status what the framework would answer with
     */
    static ProblemException of(@Nullable Throwable cause, int status) {
        Throwable current = cause;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            ProblemException known = known(current, status);
            if (known != null) {
                return known;
            }
            current = current.getCause();
        }
        return ofStatus(status);
    }

    private static @Nullable ProblemException known(Throwable cause, int status) {
        return switch (cause) {
            case RemoteProblem remote -> remote.forOurCaller();
            case ProblemException problem -> problem;
            case ConstraintViolationException violations when status < 500 -> violations(violations);
            case JsonProcessingException json when status < 500 -> JsonProblems.of(json);
            case DatabaseRefusal refusal -> database(refusal.sqlState());
            case DatabaseBusyException busy -> databaseAway();
            case DatabaseUnavailableException away -> databaseAway();
            case RejectedExecutionException full ->
                ProblemException.unavailable("The service has too much to do now: try again");
            case CharacterCodingException text ->
                ProblemException.malformed("The body is not valid UTF-8: send texts in that encoding");
            // What the server's input stream throws when a body of unknown length passes the limit.
            case IOException io
            when "Request too large".equals(io.getMessage()) ->
                ProblemException.tooLarge("The body is larger than what is accepted here");
            // What it throws when the caller went away before the body was whole: nobody is there to read this.
            case IOException io
            when status >= 500 && isBrokenOff(io) ->
                ProblemException.malformed("The body broke off before its end: send it again");
            default -> null;
        };
    }

    private static boolean isBrokenOff(IOException exception) {
        Throwable cause = exception.getCause();
        return cause instanceof HttpClosedException
                || cause instanceof ClosedChannelException
                || (cause instanceof IOException inner && isBrokenOff(inner));
    }

    private static ProblemException violations(ConstraintViolationException exception) {
        List<ProblemError> errors = exception.getConstraintViolations().stream()
                .map(violation ->
                        ProblemError.ofField(FieldPaths.of(violation.getPropertyPath()), violation.getMessage()))
                .sorted((a, b) -> (a.field() + a.message()).compareTo(b.field() + b.message()))
                .toList();
        return ProblemException.invalid("Some fields are not valid").withErrors(errors);
    }

    private static @Nullable ProblemException database(String state) {
        if (state.equals("22021") || state.equals("22P05")) {
            return ProblemException.malformed(
                    "A text holds a character that cannot be stored (NUL or half of a surrogate pair): remove it");
        }
        boolean unreachable = state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("55P03")
                || state.equals("40001")
                || state.equals("40P01");
        return unreachable ? databaseAway() : null;
    }

    private static ProblemException databaseAway() {
        return ProblemException.unavailable("The database does not answer now: try again");
    }

    private static ProblemException ofStatus(int status) {
        ErrorCode code = ErrorCode.ofStatus(status);
        return new ProblemException(
                code,
                switch (code) {
                    case UNAUTHENTICATED -> "Send a valid token in the header Authorization: Bearer …";
                    case FORBIDDEN -> "Your role does not allow this";
                    case NOT_FOUND -> "There is nothing at this address";
                    case METHOD_NOT_ALLOWED -> "The address exists, but not with this method";
                    case UNSUPPORTED_MEDIA_TYPE ->
                        "Send the media type that the API describes in the header Content-Type";
                    case NOT_ACCEPTABLE -> "Accept the media type that the API describes in the header Accept";
                    case TOO_LARGE -> "The body is larger than what is accepted here";
                    default -> code.title();
                });
    }
}
