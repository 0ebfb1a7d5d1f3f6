package campaignflows.platform.expression.runtime;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's comparisons. */
public final class Comparison {
    /** The comparisons between two values. */
    public enum Relation {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        IN("in"),
        NOT_IN("not in"),
        IS("is"),
        IS_NOT("is not");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        public static Relation of(String sign) {
            for (Relation relation : values()) {
                if (relation.sign.equals(sign)) {
                    return relation;
                }
            }
            throw new IllegalArgumentException("Expected a comparison, but it is " + sign);
        }
    }

    private Comparison() {}

    public static boolean holds(Evaluation run, Relation relation, Object left, Object right) {
        return switch (relation) {
            case EQUAL -> equal(run, left, right);
            case NOT_EQUAL -> !equal(run, left, right);
            case IN -> Sequences.contains(run, right, left);
            case NOT_IN -> !Sequences.contains(run, right, left);
            case IS -> same(left, right);
            case IS_NOT -> !same(left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(run, relation, left, right);
        };
    }

    /** None, True and False are each one; all others are distinguished by the objects. */
    static boolean same(Object left, Object right) {
        return left == right || (left instanceof Boolean && left.equals(right));
    }

    static boolean less(Evaluation run, Object left, Object right) {
        return ordered(run, Relation.LESS, left, right);
    }

    static boolean equal(Evaluation run, Object left, Object right) {
        if (Numbers.is(left)) {
            return Numbers.is(right) && Numbers.compare(run, left, right) == 0;
        }
        return switch (left) {
            case String a -> {
                if (right instanceof String b && a.length() == b.length()) {
                    run.step(a.length() >> 6);
                }
                yield a.equals(right);
            }
            case PyList a -> right instanceof PyList b && (a == b || equalItems(run, a.items(), b.items()));
            case PyTuple a -> right instanceof PyTuple b && (a == b || equalItems(run, a.items(), b.items()));
            case PyDict a -> right instanceof PyDict b && (a == b || equalDicts(run, a, b));
            case PyDateTime a -> right instanceof PyDateTime b && a.isSameMoment(b);
            case PyRange a -> right instanceof PyRange b && equalRanges(a, b);
            case PyRecord a -> a == right;
            case PyFunction a -> a == right;
            case PyIterator a -> a == right;
            default -> left.equals(right);
        };
    }

    private static boolean equalRanges(PyRange a, PyRange b) {
        long size = a.size();
        return size == b.size() && (size == 0 || (a.start() == b.start() && (size == 1 || a.step() == b.step())));
    }

    private static boolean equalItems(Evaluation run, List<Object> a, List<Object> b) {
        return a.size() == b.size() && firstDifference(run, a, b) == a.size();
    }

    private static int firstDifference(Evaluation run, List<Object> a, List<Object> b) {
        run.enter(1);
        int common = Math.min(a.size(), b.size());
        int i = 0;
        while (i < common) {
            run.step(1);
            Object x = a.get(i);
            Object y = b.get(i);
            if (x != y && !equal(run, x, y)) {
                break;
            }
            i++;
        }
        run.leave(1);
        return i;
    }

    private static boolean equalDicts(Evaluation run, PyDict a, PyDict b) {
        if (a.size() != b.size()) {
            return false;
        }
        run.enter(1);
        for (PyDict.Entry entry : a.entries()) {
            run.step(1);
            Object other = b.get(run, entry.key());
            if (other == null || (entry.value() != other && !equal(run, entry.value(), other))) {
                run.leave(1);
                return false;
            }
        }
        run.leave(1);
        return true;
    }

    private static boolean ordered(Evaluation run, Relation relation, Object left, Object right) {
        if (Numbers.isNaN(left) || Numbers.isNaN(right)) {
            return noOrder(relation, left, right);
        }
        Integer order = order(run, left, right);
        if (order == null) {
            if (left instanceof PyList a && right instanceof PyList b) {
                return orderedItems(run, relation, a.items(), b.items());
            }
            if (left instanceof PyTuple a && right instanceof PyTuple b) {
                return orderedItems(run, relation, a.items(), b.items());
            }
            throw incomparable(relation, left, right);
        }
        return holds(relation, order);
    }

    /** What is no number comes neither before nor after any; Decimals refuse to say. */
    private static boolean noOrder(Relation relation, Object left, Object right) {
        if (left instanceof PyDecimal || right instanceof PyDecimal) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
        }
        if (!Numbers.is(left) || !Numbers.is(right)) {
            throw incomparable(relation, left, right);
        }
        return false;
    }

    private static boolean holds(Relation relation, int order) {
        return switch (relation) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case EQUAL, NOT_EQUAL, IN, NOT_IN, IS, IS_NOT -> throw new IllegalArgumentException("Expected an order");
        };
    }

    private static PythonError incomparable(Relation relation, Object left, Object right) {
        boolean dates = (left instanceof LocalDate && right instanceof PyDateTime)
                || (left instanceof PyDateTime && right instanceof LocalDate);
        return PythonError.type(
                dates
                        ? "can't compare datetime.datetime to datetime.date"
                        : "'%s' not supported between instances of '%s' and '%s'"
                                .formatted(relation.sign, Types.name(left), Types.name(right)));
    }

    private static @Nullable Integer order(Evaluation run, Object left, Object right) {
        if (Numbers.is(left) && Numbers.is(right)) {
            return Numbers.compare(run, left, right);
        }
        return switch (left) {
            case String a
            when right instanceof String b -> {
                run.step(Math.min(a.length(), b.length()) >> 4);
                yield Characters.compare(a, b);
            }
            case LocalDate a when right instanceof LocalDate b -> a.compareTo(b);
            case LocalTime a when right instanceof LocalTime b -> a.compareTo(b);
            case PyDateTime a when right instanceof PyDateTime b -> a.order(b);
            case PyTimedelta a when right instanceof PyTimedelta b -> a.compareTo(b);
            default -> null;
        };
    }

    private static boolean orderedItems(Evaluation run, Relation relation, List<Object> a, List<Object> b) {
        int i = firstDifference(run, a, b);
        if (i < a.size() && i < b.size()) {
            run.enter(1);
            boolean result = ordered(run, relation, a.get(i), b.get(i));
            run.leave(1);
            return result;
        }
        return holds(relation, Integer.compare(a.size(), b.size()));
    }
}
