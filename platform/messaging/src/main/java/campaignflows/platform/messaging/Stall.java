package campaignflows.platform.messaging;

import java.time.Duration;

/** What does not get on though there is work: where, and for how long. Its text goes to the log and to the health check. */
public record Stall(String what, Duration since) {

    @Override
    public String toString() {
        return what + " seconds=" + since.toSeconds();
    }
}
