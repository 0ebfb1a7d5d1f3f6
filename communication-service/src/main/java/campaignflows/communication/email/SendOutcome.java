package campaignflows.communication.email;

/** How the attempt to hand a mail to a mail server ended. What is not known for certain is never taken for "not sent". */
public sealed interface SendOutcome {

    /** The server has taken the responsibility for it. */
    record Accepted() implements SendOutcome {}

    /**
     * The server certainly has not taken it, and may do so later.
     *
     * @param server whether the server as a whole is in trouble, and not this one mail
     */
    record RefusedForNow(String reason, boolean server) implements SendOutcome {}

    /** The server certainly has not taken it, and never will. */
    record RefusedForGood(String reason) implements SendOutcome {}

    /** The mail was handed over to the last byte, but no answer came. */
    record Unknown(String reason) implements SendOutcome {}
}
