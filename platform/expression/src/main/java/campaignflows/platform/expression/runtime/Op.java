package campaignflows.platform.expression.runtime;

/** The operators between two values. */
public enum Op {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**"),
    LEFT_SHIFT("<<"),
    RIGHT_SHIFT(">>"),
    AND("&"),
    OR("|"),
    XOR("^");

    private final String sign;

    Op(String sign) {
        this.sign = sign;
    }

    public static Op of(String sign) {
        for (Op op : values()) {
            if (op.sign.equals(sign)) {
                return op;
            }
        }
        throw new IllegalArgumentException("Expected an operator, but it is " + sign);
    }

    String sign() {
        return sign;
    }

    /** As messages name it. */
    String shown() {
        return this == POWER ? "** or pow()" : sign;
    }
}
