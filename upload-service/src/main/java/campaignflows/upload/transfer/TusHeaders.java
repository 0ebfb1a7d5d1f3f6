package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of tus and the form of their values. */
final class TusHeaders {
    static final String LENGTH = "Upload-Length";
    static final String DEFER_LENGTH = "Upload-Defer-Length";
    static final String OFFSET = "Upload-Offset";
    static final String METADATA = "Upload-Metadata";
    static final String CHECKSUM = "Upload-Checksum";
    static final String EXPIRES = "Upload-Expires";
    static final String CONCAT = "Upload-Concat";

    /** Ours: the path of the upload that has begun. */
    static final String RESOURCE = "Upload-Resource";

    static final String EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum";
    static final String CONTENT_TYPE = "application/offset+octet-stream";

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    /** Enough for any number that a long holds. */
    private static final String NUMBER = "\\d{1,18}";

    private TusHeaders() {}

    /** A number of bytes; 400 if the header is missing or none. */
    static long bytes(String name, @Nullable String value) {
        String text = value == null ? "" : value.strip();
        if (text.matches("\\d{19,}")) {
            throw ProblemException.tooLarge("A file may have 4 GiB at most: split it");
        }
        if (!text.matches(NUMBER)) {
            throw ProblemException.malformed("%s: Expected a number of bytes, 0 or more".formatted(name));
        }
        return Long.parseLong(text);
    }

    /** How many bytes come, as Content-Length says; negative if it does not. */
    static long declared(@Nullable String contentLength) {
        return contentLength == null || !contentLength.matches(NUMBER) ? -1 : Long.parseLong(contentLength);
    }

    static boolean isPiece(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(CONTENT_TYPE);
    }

    static String date(Instant time) {
        return HTTP_DATE.format(time.atOffset(ZoneOffset.UTC));
    }
}
