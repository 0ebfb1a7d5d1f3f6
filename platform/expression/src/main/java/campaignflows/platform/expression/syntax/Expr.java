package campaignflows.platform.expression.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it is written. {@code at} is its place in the source. */
public sealed interface Expr {
    int at();

    record Constant(int at, Object value) implements Expr {}

    record Name(int at, String id) implements Expr {}

    record Attribute(int at, Expr of, String name) implements Expr {}

    record Subscript(int at, Expr of, Expr index) implements Expr {}

    /** Stands only as the index of a {@link Subscript}. */
    record Slice(
            int at,
            @Nullable Expr lower,
            @Nullable Expr upper,
            @Nullable Expr step) implements Expr {}

    record Call(int at, Expr callee, List<Expr> arguments, List<Keyword> keywords) implements Expr {}

    /** An argument given by name. */
    record Keyword(int at, String name, Expr value) {}

    record Unary(int at, String operator, Expr operand) implements Expr {}

    record Binary(int at, String operator, Expr left, Expr right) implements Expr {}

    /** A chain: {@code first < second < third}; there is one operand more than operators, the first apart. */
    record Compare(int at, Expr first, List<String> operators, List<Expr> rest) implements Expr {}

    /** {@code and} or {@code or}. */
    record Logical(int at, boolean and, List<Expr> operands) implements Expr {}

    record Conditional(int at, Expr test, Expr then, Expr otherwise) implements Expr {}

    record ListDisplay(int at, List<Expr> items) implements Expr {}

    record TupleDisplay(int at, List<Expr> items) implements Expr {}

    record DictDisplay(int at, List<Expr> keys, List<Expr> values) implements Expr {}

    /**
     * A comprehension or generator expression.
     *
     * @param element the key of a dict
     * @param value   of a dict, else null
     */
    record Comprehension(
            int at, Kind kind, Expr element, @Nullable Expr value, List<Clause> clauses) implements Expr {
        /** What it makes. */
        public enum Kind {
            LIST,
            DICT,
            GENERATOR
        }
    }

    /** One {@code for} of a comprehension and the conditions after it. */
    record Clause(Expr target, Expr iterable, List<Expr> conditions) {}

    record Lambda(int at, List<Parameter> parameters, Expr body) implements Expr {}

    /** {@code *x} in a list, a call or a target. */
    record Starred(int at, Expr value) implements Expr {}

    /** An f-string; adjacent strings are parts of it. */
    record Formatted(int at, List<Part> parts) implements Expr {}

    /** A part of an f-string. */
    sealed interface Part {
        record Text(String text) implements Part {}

        /**
         * A value in braces.
         *
         * @param conversion {@code s}, {@code r}, {@code a} or 0
         * @param format     the parts of the format specification
         */
        record Value(Expr value, char conversion, List<Part> format) implements Part {}
    }

    /** A parameter of a function. */
    record Parameter(int at, String name, @Nullable Expr fallback) {}
}
