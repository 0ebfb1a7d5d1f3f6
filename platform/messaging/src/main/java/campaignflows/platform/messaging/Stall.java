package campaignflows.platform.messaging;

import java.time.Duration;

/**
 * Something that makes no progress although there is work: where, and for how long. Its text goes to the log and to the health
 * check.
 *
 * @param detail what is being done there at the moment, if anybody knows: ids alone
 * @param othersMove whether others of its kind in this process have moved since. Then the process works, and its requests are as
 *     well with it as with another replica, which would stand still in the same place
 */
public record Stall(String what, Duration since, String detail, boolean othersMove) {

    public Stall(String what, Duration since) {
        this(what, since, "", false);
    }

    @Override
    public String toString() {
        return what + " seconds=" + since.toSeconds() + (detail.isEmpty() ? "" : " " + detail);
    }
}
