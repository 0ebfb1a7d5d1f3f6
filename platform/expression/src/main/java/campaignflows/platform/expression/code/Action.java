package campaignflows.platform.expression.code;

/** A compiled statement. */
@FunctionalInterface
interface Action {
    /** How the block that it stands in goes on. */
    enum Signal {
        NEXT,
        BREAK,
        CONTINUE,
        RETURN
    }

    Signal run(Frame frame);
}
