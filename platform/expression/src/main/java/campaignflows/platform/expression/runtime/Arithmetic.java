package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators between values of any type: numbers first, then whatever else knows the operator. */
public final class Arithmetic {
    /** In steps: a power is reckoned with many more digits than it has. */
    private static final int COST_OF_POWER = 500;

    private Arithmetic() {}

    public static Object apply(Evaluation run, Op op, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return SmallIntArithmetic.apply(run, op, a, b);
        }
        Object number = numbers(run, op, left, right);
        if (number != null) {
            return number;
        }
        run.step(Work.of(left) + Work.of(right));
        Object result = switch (op) {
            case ADD -> add(run, left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> multiply(run, left, right);
            case DIVIDE -> left instanceof PyTimedelta delta ? Timedeltas.divide(delta, right) : null;
            case FLOOR_DIVIDE -> left instanceof PyTimedelta delta ? Timedeltas.floorDivide(delta, right) : null;
            case MODULO -> modulo(run, left, right);
            case OR -> union(run, left, right);
            case POWER, LEFT_SHIFT, RIGHT_SHIFT, AND, XOR -> null;
        };
        if (result == null) {
            throw Types.unsupported(op.shown(), left, right);
        }
        return result;
    }

    /** {@code target op= value}: lists are changed in place. */
    public static Object augment(Evaluation run, Op op, Object left, Object right) {
        if (left instanceof PyList list && op == Op.ADD) {
            ListMethods.extend(run, list, right);
            return list;
        }
        if (left instanceof PyDict dict && op == Op.OR) {
            DictMethods.update(run, dict, Arguments.of(right));
            return dict;
        }
        try {
            return apply(run, op, left, right);
        } catch (PythonError e) {
            String plain = "for %s: '".formatted(op.shown());
            if (e.type().equals("TypeError") && e.text().contains(plain)) {
                throw PythonError.type(e.text().replace(plain, "for %s=: '".formatted(op.sign())));
            }
            throw e;
        }
    }

    private static @Nullable Object numbers(Evaluation run, Op op, Object left, Object right) {
        if (PyInt.is(left) && PyInt.is(right)) {
            return IntArithmetic.apply(run, op, left, right);
        }
        if (left instanceof PyDecimal || right instanceof PyDecimal) {
            PyDecimal a = decimal(left);
            PyDecimal b = decimal(right);
            run.step(op == Op.POWER ? COST_OF_POWER : 2);
            if (a != null && b != null) {
                run.step(Decimals.WORK * (Work.of(a) + Work.of(b)));
            }
            return a == null || b == null ? null : Decimals.apply(op, a, b);
        }
        if (left instanceof PyFloat || right instanceof PyFloat) {
            if (isReal(left) && isReal(right)) {
                run.step(op == Op.POWER ? COST_OF_POWER : 0);
                return Floats.apply(op, toDouble(left), toDouble(right));
            }
        }
        return null;
    }

    private static boolean isReal(Object value) {
        return value instanceof PyFloat || PyInt.is(value);
    }

    private static double toDouble(Object value) {
        return value instanceof PyFloat number ? number.value() : PyInt.toDouble(value);
    }

    /** As an operand of Decimal's arithmetic: a float only as it is written in the code. */
    static @Nullable PyDecimal decimal(Object value) {
        if (value instanceof PyDecimal number) {
            return number;
        }
        if (value instanceof PyFloat number) {
            BigDecimal written = number.written();
            return written == null ? null : new PyDecimal(written, written.signum() == 0 && 1 / number.value() < 0);
        }
        return PyInt.is(value) ? new PyDecimal(Decimals.ofWhole(PyInt.big(value))) : null;
    }

    private static @Nullable Object add(Evaluation run, Object left, Object right) {
        return switch (left) {
            case String a -> {
                if (!(right instanceof String b)) {
                    throw concatenation("str", right);
                }
                run.allocateText((long) a.length() + b.length());
                yield a.concat(b);
            }
            case PyList a -> {
                if (!(right instanceof PyList b)) {
                    throw concatenation("list", right);
                }
                run.allocateItems((long) a.items().size() + b.items().size());
                yield new PyList(joined(a.items(), b.items()));
            }
            case PyTuple a -> {
                if (!(right instanceof PyTuple b)) {
                    throw concatenation("tuple", right);
                }
                run.allocateItems((long) a.items().size() + b.items().size());
                yield new PyTuple(joined(a.items(), b.items()));
            }
            case PyTimedelta a ->
                switch (right) {
                    case PyTimedelta b -> a.plus(b);
                    case LocalDate day -> Dates.plus(day, a);
                    case PyDateTime moment -> moment.plus(a);
                    default -> null;
                };
            case LocalDate day -> right instanceof PyTimedelta b ? Dates.plus(day, b) : null;
            case PyDateTime moment -> right instanceof PyTimedelta b ? moment.plus(b) : null;
            default -> null;
        };
    }

    private static List<Object> joined(List<Object> a, List<Object> b) {
        List<Object> all = new ArrayList<>(a.size() + b.size());
        all.addAll(a);
        all.addAll(b);
        return all;
    }

    private static PythonError concatenation(String type, Object other) {
        return PythonError.type("can only concatenate %s (not \"%s\") to %s".formatted(type, Types.name(other), type));
    }

    private static @Nullable Object subtract(Object left, Object right) {
        return switch (left) {
            case PyTimedelta a -> right instanceof PyTimedelta b ? a.plus(b.negated()) : null;
            case LocalDate day ->
                switch (right) {
                    case PyTimedelta b -> Dates.minus(day, b);
                    case LocalDate other -> PyTimedelta.ofDays(day.toEpochDay() - other.toEpochDay());
                    default -> null;
                };
            case PyDateTime moment ->
                switch (right) {
                    case PyTimedelta b -> moment.plus(b.negated());
                    case PyDateTime other -> moment.since(other);
                    default -> null;
                };
            default -> null;
        };
    }

    private static @Nullable Object multiply(Evaluation run, Object left, Object right) {
        Object product = left instanceof PyTimedelta delta
                ? Timedeltas.multiply(delta, right)
                : right instanceof PyTimedelta delta ? Timedeltas.multiply(delta, left) : null;
        if (product != null) {
            return product;
        }
        if (Sequences.is(left)) {
            return Sequences.repeat(run, left, right);
        }
        return Sequences.is(right) ? Sequences.repeat(run, right, left) : null;
    }

    private static @Nullable Object modulo(Evaluation run, Object left, Object right) {
        return switch (left) {
            case String format -> PercentFormat.format(run, format, right);
            case PyTimedelta delta -> right instanceof PyTimedelta other ? Timedeltas.modulo(delta, other) : null;
            default -> null;
        };
    }

    private static @Nullable Object union(Evaluation run, Object left, Object right) {
        if (left instanceof PyDict a && right instanceof PyDict b) {
            run.allocateItems((long) a.size() + b.size());
            PyDict union = a.copy();
            union.putAll(run, b);
            return union;
        }
        return null;
    }

    public static Object negate(Evaluation run, Object value) {
        run.step(Work.of(value));
        return negated(value);
    }

    /** Of any number or timedelta, whatever its size. */
    public static Object negated(Object value) {
        return switch (value) {
            case Long number when number != Long.MIN_VALUE -> -number;
            case PyFloat number -> number.negated();
            case PyDecimal number -> Decimals.rounded(number.value().negate());
            case PyTimedelta delta -> delta.negated();
            default -> {
                if (!PyInt.is(value)) {
                    throw badUnary("-", value);
                }
                yield PyInt.of(PyInt.big(value).negate());
            }
        };
    }

    public static Object plus(Evaluation run, Object value) {
        run.step(Work.of(value));
        return switch (value) {
            case PyFloat number -> number;
            case PyDecimal number -> Decimals.rounded(number.value());
            case PyTimedelta delta -> delta;
            default -> {
                if (!PyInt.is(value)) {
                    throw badUnary("+", value);
                }
                yield PyInt.number(value);
            }
        };
    }

    public static Object invert(Evaluation run, Object value) {
        run.step(Work.of(value));
        if (!PyInt.is(value)) {
            throw badUnary("~", value);
        }
        return PyInt.of(PyInt.big(value).not());
    }

    static PythonError badUnary(String sign, Object value) {
        return PythonError.type("bad operand type for unary %s: '%s'".formatted(sign, Types.name(value)));
    }
}
