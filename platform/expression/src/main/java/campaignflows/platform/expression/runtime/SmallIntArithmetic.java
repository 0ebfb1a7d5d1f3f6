package campaignflows.platform.expression.runtime;

import java.math.BigInteger;

/** Arithmetic of small ints, which is nearly all there is. */
final class SmallIntArithmetic {
    private SmallIntArithmetic() {}

    static Object apply(Evaluation run, Op op, long a, long b) {
        return switch (op) {
            case ADD -> {
                long sum = a + b;
                yield ((a ^ sum) & (b ^ sum)) < 0 ? big(a).add(big(b)) : (Object) sum;
            }
            case SUBTRACT -> {
                long difference = a - b;
                yield ((a ^ b) & (a ^ difference)) < 0 ? big(a).subtract(big(b)) : (Object) difference;
            }
            case MULTIPLY -> {
                long product = a * b;
                yield Math.multiplyHigh(a, b) == product >> 63 ? (Object) product : big(a).multiply(big(b));
            }
            case FLOOR_DIVIDE -> {
                if (b == 0) {
                    throw IntArithmetic.floorDivisionByZero();
                }
                yield b == -1 ? PyInt.of(big(a).negate()) : (Object) Math.floorDiv(a, b);
            }
            case MODULO -> {
                if (b == 0) {
                    throw IntArithmetic.moduloByZero();
                }
                yield b == -1 ? 0L : Math.floorMod(a, b);
            }
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case DIVIDE, POWER, LEFT_SHIFT, RIGHT_SHIFT -> IntArithmetic.apply(run, op, a, b);
        };
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
