package campaignflows.platform.web.request;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes the revision in {@code If-Match} and {@code ETag}: {@code "7"}, quotes included. */
public final class IfMatch {
    private static final Pattern REVISION = Pattern.compile("\"(\\d{1,18})\"");

    private IfMatch() {}

    /**
     * The revision that the caller has seen.
     *
     * @throws ProblemException 428 if the header is missing, 400 if it is no revision
     */
    public static long revision(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Send the revision that you have read in the header If-Match, such as If-Match: \"7\"");
        }
        Matcher revision = REVISION.matcher(header.strip());
        if (!revision.matches()) {
            throw ProblemException.malformed("If-Match: Expected one revision in quotes, such as \"7\"");
        }
        return Long.parseLong(revision.group(1));
    }

    /**
     * The revision that the caller has seen, where it need not say so.
     *
     * @return null without the header
     * @throws ProblemException 400 if it is no revision
     */
    public static @Nullable Long ifGiven(@Nullable String header) {
        return header == null || header.isBlank() ? null : Long.valueOf(revision(header));
    }

    /** The value of an {@code ETag} header. */
    public static String etag(long revision) {
        return "\"" + revision + "\"";
    }
}
