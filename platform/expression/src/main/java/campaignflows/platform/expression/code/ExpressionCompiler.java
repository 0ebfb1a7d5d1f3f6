package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Arithmetic;
import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.Iteration;
import campaignflows.platform.expression.runtime.Op;
import campaignflows.platform.expression.runtime.PyDict;
import campaignflows.platform.expression.runtime.PyFloat;
import campaignflows.platform.expression.runtime.PyList;
import campaignflows.platform.expression.runtime.PyNone;
import campaignflows.platform.expression.runtime.PyTuple;
import campaignflows.platform.expression.runtime.Sequences;
import campaignflows.platform.expression.runtime.Slices;
import campaignflows.platform.expression.runtime.Types;
import campaignflows.platform.expression.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes closures of expressions. */
final class ExpressionCompiler {
    private static final Code NONE = frame -> PyNone.NONE;

    private final Compilation compilation;
    private final NameCompiler names;
    private final FunctionCompiler functions;

    ExpressionCompiler(Compilation compilation) {
        this.compilation = compilation;
        this.names = new NameCompiler(compilation, this);
        this.functions = new FunctionCompiler(compilation, this);
    }

    Code compile(Expr expression, Scope scope) {
        compilation.enter(expression.at());
        Code code = switch (expression) {
            case Expr.Constant(int at, Object value) -> {
                names.noteConstant(value);
                yield frame -> value;
            }
            case Expr.Name name -> names.name(name, scope);
            case Expr.Attribute attribute -> names.attribute(attribute, scope);
            case Expr.Subscript subscript -> subscript(subscript, scope);
            case Expr.Slice slice -> throw compilation.error(slice.at(), "A slice stands in an index only");
            case Expr.Call call -> new CallCompiler(compilation, this).compile(call, scope);
            case Expr.Unary unary -> unary(unary, scope);
            case Expr.Binary(int at, String operator, Expr left, Expr right) ->
                binary(Op.of(operator), compile(left, scope), compile(right, scope));
            case Expr.Compare compare -> new ComparisonCompiler(this).compile(compare, scope);
            case Expr.Logical logical -> logical(logical, scope);
            case Expr.Conditional(int at, Expr test, Expr then, Expr otherwise) ->
                conditional(compile(test, scope), compile(then, scope), compile(otherwise, scope));
            case Expr.ListDisplay(int at, List<Expr> items) -> list(items, scope);
            case Expr.TupleDisplay(int at, List<Expr> items) -> tuple(items, scope);
            case Expr.DictDisplay(int at, List<Expr> keys, List<Expr> values) -> dict(keys, values, scope);
            case Expr.Comprehension comprehension ->
                new ComprehensionCompiler(compilation, this).compile(comprehension, scope);
            case Expr.Lambda lambda -> functions.lambda(lambda, scope);
            case Expr.Starred starred ->
                throw compilation.error(starred.at(), "A starred expression cannot stand here");
            case Expr.Formatted formatted -> new FormatCompiler(this).compile(formatted, scope);
        };
        compilation.leave();
        return code;
    }

    FunctionCompiler functions() {
        return functions;
    }

    @Nullable
    Code compileOrNull(@Nullable Expr expression, Scope scope) {
        return expression == null ? null : compile(expression, scope);
    }

    Code[] compileAll(List<Expr> expressions, Scope scope) {
        Code[] codes = new Code[expressions.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = compile(expressions.get(i), scope);
        }
        return codes;
    }

    private Code subscript(Expr.Subscript subscript, Scope scope) {
        Code of = compile(subscript.of(), scope);
        if (subscript.index() instanceof Expr.Slice(int at, Expr lower, Expr upper, Expr step)) {
            Code from = lower == null ? NONE : compile(lower, scope);
            Code to = upper == null ? NONE : compile(upper, scope);
            Code by = step == null ? NONE : compile(step, scope);
            return frame -> Slices.of(frame.run, of.eval(frame), from.eval(frame), to.eval(frame), by.eval(frame));
        }
        Code index = compile(subscript.index(), scope);
        return frame -> Sequences.item(frame.run, of.eval(frame), index.eval(frame));
    }

    private Code unary(Expr.Unary unary, Scope scope) {
        Code operand = compile(unary.operand(), scope);
        return switch (unary.operator()) {
            case "not" -> frame -> !Types.isTrue(operand.eval(frame));
            case "-" -> {
                if (unary.operand() instanceof Expr.Constant(int at, Object value)
                        && (value instanceof Long || value instanceof PyFloat)) {
                    Object negative = Arithmetic.negated(value);
                    yield frame -> negative;
                }
                yield frame -> Arithmetic.negate(frame.run, operand.eval(frame));
            }
            case "+" -> frame -> Arithmetic.plus(frame.run, operand.eval(frame));
            default -> frame -> Arithmetic.invert(frame.run, operand.eval(frame));
        };
    }

    private static Code binary(Op op, Code left, Code right) {
        return switch (op) {
            case ADD ->
                frame -> {
                    Object a = left.eval(frame);
                    Object b = right.eval(frame);
                    if (a instanceof Long x && b instanceof Long y) {
                        long sum = x + y;
                        if (((x ^ sum) & (y ^ sum)) >= 0) {
                            return sum;
                        }
                    }
                    return Arithmetic.apply(frame.run, Op.ADD, a, b);
                };
            default -> frame -> Arithmetic.apply(frame.run, op, left.eval(frame), right.eval(frame));
        };
    }

    private Code logical(Expr.Logical logical, Scope scope) {
        Code[] operands = compileAll(logical.operands(), scope);
        boolean and = logical.and();
        int last = operands.length - 1;
        return frame -> {
            for (int i = 0; i < last; i++) {
                Object value = operands[i].eval(frame);
                if (Types.isTrue(value) != and) {
                    return value;
                }
            }
            return operands[last].eval(frame);
        };
    }

    private static Code conditional(Code test, Code then, Code otherwise) {
        return frame -> Types.isTrue(test.eval(frame)) ? then.eval(frame) : otherwise.eval(frame);
    }

    private Code list(List<Expr> items, Scope scope) {
        ItemsCode codes = items(items, scope);
        return frame -> new PyList(codes.eval(frame));
    }

    private Code tuple(List<Expr> items, Scope scope) {
        ItemsCode codes = items(items, scope);
        return frame -> new PyTuple(codes.eval(frame));
    }

    /** Several values in a row, some of them unpacked. */
    @FunctionalInterface
    interface ItemsCode {
        List<Object> eval(Frame frame);
    }

    ItemsCode items(List<Expr> items, Scope scope) {
        Code[] codes = new Code[items.size()];
        boolean[] starred = new boolean[items.size()];
        boolean any = false;
        for (int i = 0; i < codes.length; i++) {
            starred[i] = items.get(i) instanceof Expr.Starred;
            any |= starred[i];
            codes[i] = compile(items.get(i) instanceof Expr.Starred(int at, Expr value) ? value : items.get(i), scope);
        }
        return any ? frame -> unpacked(frame, codes, starred) : frame -> plain(frame, codes);
    }

    private static List<Object> plain(Frame frame, Code[] codes) {
        frame.run.step(codes.length);
        Object[] values = new Object[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i].eval(frame);
        }
        charge(frame.run, values.length);
        return java.util.Arrays.asList(values);
    }

    private static List<Object> unpacked(Frame frame, Code[] codes, boolean[] starred) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            Object value = codes[i].eval(frame);
            if (starred[i]) {
                values.addAll(Iteration.all(frame.run, value));
            } else {
                values.add(value);
            }
        }
        charge(frame.run, values.size());
        return values;
    }

    private static void charge(Evaluation run, int count) {
        run.step(count);
        run.allocate(32 + 16L * count);
    }

    private Code dict(List<Expr> keys, List<Expr> values, Scope scope) {
        Code[] keyCodes = compileAll(keys, scope);
        Code[] valueCodes = compileAll(values, scope);
        return frame -> {
            frame.run.allocate(64L + 64L * keyCodes.length);
            PyDict dict = new PyDict();
            for (int i = 0; i < keyCodes.length; i++) {
                Object key = keyCodes[i].eval(frame);
                dict.put(frame.run, key, valueCodes[i].eval(frame));
            }
            return dict;
        };
    }
}
