package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Iteration;
import campaignflows.platform.expression.runtime.PyList;
import campaignflows.platform.expression.runtime.PythonError;
import campaignflows.platform.expression.runtime.Sequences;
import campaignflows.platform.expression.runtime.Types;
import campaignflows.platform.expression.syntax.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is assigned to. */
@FunctionalInterface
interface Target {
    void assign(Frame frame, Object value);

    static Target compile(Expr target, Scope scope, ExpressionCompiler expressions, Compilation compilation) {
        return switch (target) {
            case Expr.Name(int at, String id) -> {
                Scope.Variable variable = scope.find(id);
                if (variable == null || variable.depth() > 0) {
                    throw compilation.error(at, "There is no variable " + id);
                }
                int slot = variable.slot();
                yield (frame, value) -> frame.slots[slot] = value;
            }
            case Expr.Subscript(int at, Expr of, Expr index) -> {
                if (index instanceof Expr.Slice) {
                    throw compilation.error(at, "A slice cannot be assigned to: make a new list");
                }
                Code container = expressions.compile(of, scope);
                Code place = expressions.compile(index, scope);
                yield (frame, value) -> Sequences.setItem(frame.run, container.eval(frame), place.eval(frame), value);
            }
            case Expr.TupleDisplay(int at, List<Expr> items) -> several(items, scope, expressions, compilation);
            case Expr.ListDisplay(int at, List<Expr> items) -> several(items, scope, expressions, compilation);
            default -> throw compilation.error(target.at(), "This cannot be assigned to");
        };
    }

    private static Target several(
            List<Expr> items, Scope scope, ExpressionCompiler expressions, Compilation compilation) {
        Target[] targets = new Target[items.size()];
        int star = -1;
        for (int i = 0; i < targets.length; i++) {
            Expr item = items.get(i);
            compilation.enter(item.at());
            if (item instanceof Expr.Starred(int at, Expr value)) {
                star = i;
                targets[i] = compile(value, scope, expressions, compilation);
            } else {
                targets[i] = compile(item, scope, expressions, compilation);
            }
            compilation.leave();
        }
        int starred = star;
        return (frame, value) -> unpack(frame, value, targets, starred);
    }

    private static void unpack(Frame frame, Object value, Target[] targets, int starred) {
        List<Object> values = values(frame, value);
        int missing = targets.length - (starred < 0 ? 0 : 1);
        if (values.size() < missing) {
            throw PythonError.value("not enough values to unpack (expected %s%d, got %d)"
                    .formatted(starred < 0 ? "" : "at least ", missing, values.size()));
        }
        if (starred < 0 && values.size() > targets.length) {
            throw PythonError.value("too many values to unpack (expected %d)".formatted(targets.length));
        }
        int rest = values.size() - missing;
        int next = 0;
        for (int i = 0; i < targets.length; i++) {
            if (i == starred) {
                targets[i].assign(frame, new PyList(values.subList(next, next + rest)));
                next += rest;
            } else {
                targets[i].assign(frame, values.get(next++));
            }
        }
    }

    private static List<Object> values(Frame frame, Object value) {
        @Nullable List<Object> values = Iteration.allOrNull(frame.run, value);
        if (values == null) {
            throw PythonError.type("cannot unpack non-iterable %s object".formatted(Types.name(value)));
        }
        return values;
    }
}
