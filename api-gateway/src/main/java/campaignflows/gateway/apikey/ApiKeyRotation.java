package campaignflows.gateway.apikey;

import campaignflows.platform.web.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a key gets another secret. */
@Schema(name = "ApiKeyRotation")
public record ApiKeyRotation(
        @Schema(
                description =
                        "How long the present secret stays valid beside the new one: an ISO 8601 duration of PT0S to P30D; PT24H unless given")
        @Nullable
        String overlap) {
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(30);

    Duration validOverlap() {
        if (overlap == null) {
            return USUAL;
        }
        try {
            Duration given = Duration.parse(overlap);
            if (!given.isNegative() && given.compareTo(LONGEST) <= 0) {
                return given;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Refused below, as what is out of bounds.
        }
        throw ProblemException.invalidField("overlap", "Give a duration of PT0S to P30D, such as PT24H");
    }
}
