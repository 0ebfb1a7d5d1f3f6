package campaignflows.communication.voice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio says of a call, in a callback or when it is asked.
 *
 * @param sid        Twilio's id of it
 * @param answeredBy who has picked up; null if Twilio does not say
 */
record CallReport(String sid, Status status, @Nullable String answeredBy) {
    private static final Pattern SID = Pattern.compile("CA[0-9a-fA-F]{32}");
    private static final Pattern ANSWERED_BY = Pattern.compile("[a-z_]{1,40}");

    /** How far a call has come. */
    enum Status {
        QUEUED,
        RINGING,
        IN_PROGRESS,
        COMPLETED,
        BUSY,
        NO_ANSWER,
        FAILED,
        CANCELED;

        boolean isFinal() {
            return switch (this) {
                case QUEUED, RINGING, IN_PROGRESS -> false;
                case COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED -> true;
            };
        }
    }

    static boolean isSid(String text) {
        return SID.matcher(text).matches();
    }

    /** Of a callback; empty if it names no call or a status that is not known. */
    static Optional<CallReport> of(TwilioForm form) {
        return of(form.value("CallSid").orElse(""), form.value("CallStatus").orElse(""), form.value("AnsweredBy"));
    }

    /** Of the API; empty likewise. */
    static Optional<CallReport> of(JsonNode call) {
        return of(
                call.path("sid").asText(""),
                call.path("status").asText(""),
                Optional.ofNullable(call.path("answered_by").textValue()));
    }

    private static Optional<CallReport> of(String sid, String status, Optional<String> answeredBy) {
        Status known = switch (status) {
            case "queued", "initiated" -> Status.QUEUED;
            case "ringing" -> Status.RINGING;
            case "in-progress", "answered" -> Status.IN_PROGRESS;
            case "completed" -> Status.COMPLETED;
            case "busy" -> Status.BUSY;
            case "no-answer" -> Status.NO_ANSWER;
            case "failed" -> Status.FAILED;
            case "canceled" -> Status.CANCELED;
            default -> null;
        };
        return known == null || !isSid(sid)
                ? Optional.empty()
                : Optional.of(new CallReport(
                        sid,
                        known,
                        answeredBy
                                .filter(by -> ANSWERED_BY.matcher(by).matches())
                                .orElse(null)));
    }

    /** Whether it was one of the machines, of which Twilio knows several kinds, or a fax. */
    static boolean isMachine(@Nullable String answeredBy) {
        return answeredBy != null && (answeredBy.startsWith("machine") || answeredBy.equals("fax"));
    }
}
