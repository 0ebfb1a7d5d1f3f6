package campaignflows.gateway.session;

/** What came of checking what somebody has presented in order to sign in. */
public interface SignInCheck {
    /** What it counts as, for the limits of where it came from. */
    enum Verdict {
        RIGHT,
        /** Right so far, and more is asked for: neither a success nor a failure. */
        INCOMPLETE,
        WRONG
    }

    Verdict verdict();

    /** What is wrong, if it is, for whoever has presented it. */
    String whatIsWrong();
}
