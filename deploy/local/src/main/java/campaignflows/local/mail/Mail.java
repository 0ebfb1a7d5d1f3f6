package campaignflows.local.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as its reader sees it.
 *
 * @param messageId the header's id without its angle brackets; none when the mail has none
 * @param to everyone it was delivered to, as the envelope names them, hidden recipients too
 * @param from the header's sender with its name, or the envelope's
 * @param text the plain text, or the HTML of a mail that has no plain text
 */
record Mail(
        @JsonProperty("message_id") @Nullable String messageId,
        @JsonProperty("to") List<String> to,
        @JsonProperty("from") String from,
        @JsonProperty("subject") String subject,
        @JsonProperty("text") String text,
        @JsonProperty("received_at") Instant receivedAt) {
    Mail {
        to = List.copyOf(to);
    }

    boolean isTo(String address) {
        return to.stream().anyMatch(recipient -> recipient.equalsIgnoreCase(address));
    }
}
