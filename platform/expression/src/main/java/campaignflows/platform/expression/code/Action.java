package campaignflows.platform.expression.code;

/** A compiled statement. */
@FunctionalInterface
interface Action {
    /** How its block continues. */
    enum Signal {
        NEXT,
        BREAK,
        CONTINUE,
        RETURN
    }

    Signal run(Frame frame);
}
