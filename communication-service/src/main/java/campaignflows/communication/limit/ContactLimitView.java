package campaignflows.communication.limit;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The limits of a type of channel as callers see and set them. */
@Schema(name = "ContactLimits")
public record ContactLimitView(
        ChannelType channel,
        @Nullable Cap frequencyCap,
        @Nullable Quiet quietHours) {
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d");

    /** How often. */
    @Schema(
            name = "FrequencyCap",
            description =
                    "At most so many communications to one contact within so many hours, over all campaigns; the hours run"
                            + " from each communication")
    public record Cap(
            @Schema(required = true, minimum = "1", maximum = "1000") @Nullable
            Integer most,

            @Schema(required = true, minimum = "1", maximum = "8760") @Nullable
            Integer hours,

            @Schema(description = "What becomes of one that is too many; postpone unless given") @Nullable
            LimitAction action) {}

    /** When not. */
    @Schema(
            name = "QuietHours",
            description =
                    "In the contact's time zone, else the tenant's; what ends before it begins ends on the next day")
    public record Quiet(
            @Schema(required = true, description = "HH:MM", examples = "20:00") @Nullable
            String from,

            @Schema(required = true, description = "HH:MM, the first minute that is not quiet", examples = "08:00")
            @Nullable
            String to,

            @Schema(description = "What becomes of one that is due in them; postpone unless given") @Nullable
            LimitAction action) {}

    /** What is to hold; what is absent or null is no limit. */
    @Schema(name = "ContactLimitsChange")
    public record Change(
            @Nullable Cap frequencyCap, @Nullable Quiet quietHours) {

        /** @throws ProblemException 422 with everything that is wrong */
        ContactLimits of(UUID tenantId, ChannelType channel) {
            List<ProblemError> errors = new ArrayList<>();
            FrequencyCap cap = frequencyCap == null ? null : cap(frequencyCap, errors);
            QuietHours hours = quietHours == null ? null : quiet(quietHours, errors);
            if (!errors.isEmpty()) {
                throw ProblemException.invalid("Some of the limits are not valid")
                        .withErrors(errors);
            }
            return new ContactLimits(tenantId, channel, cap, hours);
        }

        private static @Nullable FrequencyCap cap(Cap given, List<ProblemError> errors) {
            Integer most = given.most();
            Integer hours = given.hours();
            boolean goodMost = isWithin(most, FrequencyCap.MOST, "frequency_cap.most", errors);
            boolean goodHours = isWithin(hours, FrequencyCap.MOST_HOURS, "frequency_cap.hours", errors);
            return goodMost && goodHours && most != null && hours != null
                    ? new FrequencyCap(most, hours, orPostpone(given.action()))
                    : null;
        }

        private static boolean isWithin(@Nullable Integer number, int most, String field, List<ProblemError> errors) {
            boolean good = number != null && number >= 1 && number <= most;
            if (!good) {
                errors.add(ProblemError.ofField(field, "Give a number of 1 to " + most));
            }
            return good;
        }

        private static @Nullable QuietHours quiet(Quiet given, List<ProblemError> errors) {
            LocalTime from = time(given.from(), "quiet_hours.from", errors);
            LocalTime to = time(given.to(), "quiet_hours.to", errors);
            if (from == null || to == null) {
                return null;
            }
            if (from.equals(to)) {
                errors.add(
                        ProblemError.ofField(
                                "quiet_hours.to",
                                "Give another time than the beginning: a day that is quiet throughout would let nothing be sent"));
                return null;
            }
            return new QuietHours(from, to, orPostpone(given.action()));
        }

        private static @Nullable LocalTime time(@Nullable String text, String field, List<ProblemError> errors) {
            try {
                if (text != null && TIME.matcher(text).matches()) {
                    return LocalTime.parse(text);
                }
            } catch (DateTimeParseException e) {
                // Told below, with all that is no time.
            }
            errors.add(ProblemError.ofField(field, "Give a time as HH:MM, from 00:00 to 23:59"));
            return null;
        }

        private static LimitAction orPostpone(@Nullable LimitAction action) {
            return action == null ? LimitAction.POSTPONE : action;
        }
    }

    static ContactLimitView of(ContactLimits limits) {
        FrequencyCap cap = limits.cap();
        QuietHours quietHours = limits.quietHours();
        return new ContactLimitView(
                limits.channel(),
                cap == null ? null : new Cap(cap.most(), cap.hours(), cap.action()),
                quietHours == null
                        ? null
                        : new Quiet(
                                quietHours.from().toString(), quietHours.to().toString(), quietHours.action()));
    }
}
