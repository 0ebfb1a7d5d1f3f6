package campaignflows.platform.expression.code;

/** A compiled expression. It is shared by all evaluations and keeps nothing of any. */
@FunctionalInterface
interface Code {
    Object eval(Frame frame);
}
