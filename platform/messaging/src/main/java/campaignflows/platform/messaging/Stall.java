package campaignflows.platform.messaging;

import java.time.Duration;

/**
 * Something that makes no progress although there is work: where, and for how long. Its text goes to the log and to the health
 * check.
 *
 * @param detail what is being done there at the moment, if anybody knows: ids alone
 */
public record Stall(String what, Duration since, String detail) {

    public Stall(String what, Duration since) {
        this(what, since, "");
    }

    @Override
    public String toString() {
        return what + " seconds=" + since.toSeconds() + (detail.isEmpty() ? "" : " " + detail);
    }
}
