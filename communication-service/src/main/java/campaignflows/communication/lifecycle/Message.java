package campaignflows.communication.lifecycle;

import java.time.Instant;

/**
 * Something said in a session, apart from the communication's own first message.
 *
 * @param number its place in the session, from 1; the same one again is ignored
 */
public record Message(int number, Instant at, Sender sender, String text) {

    /** Who said it. */
    public enum Sender {
        CONTACT,
        AGENT
    }
}
