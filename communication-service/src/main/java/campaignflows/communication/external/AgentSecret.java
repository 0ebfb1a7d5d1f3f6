package campaignflows.communication.external;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secret of an external agent, and the one before it for as long as it still counts: while it is changed on both sides,
 * what either has signed is taken, and what is sent bears both signatures.
 *
 * @param previous      null: there is none that counts
 * @param previousUntil when it ends
 */
public record AgentSecret(
        String current, @Nullable String previous, @Nullable Instant previousUntil) {
    static final Duration OVERLAP = Duration.ofHours(24);

    static AgentSecret of(WebhookSecret secret) {
        return new AgentSecret(secret.text(), null, null);
    }

    /** The next one; the present one goes on for a day, unless somebody else has learned it. */
    AgentSecret replacedBy(WebhookSecret next, boolean keepsPrevious, Instant now) {
        if (next.text().equals(current)) {
            return this;
        }
        return keepsPrevious ? new AgentSecret(next.text(), current, now.plus(OVERLAP)) : of(next);
    }

    /** Those that count, the newest first. */
    List<WebhookSecret> counting(Instant now) {
        List<WebhookSecret> secrets = new ArrayList<>();
        secrets.add(new WebhookSecret(current));
        String before = previous;
        Instant until = previousUntil;
        if (before != null && until != null && now.isBefore(until)) {
            secrets.add(new WebhookSecret(before));
        }
        return secrets;
    }

    @Override
    public String toString() {
        return "AgentSecret[…]";
    }
}
