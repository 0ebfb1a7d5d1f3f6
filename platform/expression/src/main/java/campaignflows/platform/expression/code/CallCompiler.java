package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Arguments;
import campaignflows.platform.expression.runtime.Attributes;
import campaignflows.platform.expression.runtime.Calls;
import campaignflows.platform.expression.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/** Makes closures of calls. */
final class CallCompiler {
    private final Compilation compilation;
    private final ExpressionCompiler expressions;

    CallCompiler(Compilation compilation, ExpressionCompiler expressions) {
        this.compilation = compilation;
        this.expressions = expressions;
    }

    /** How a call comes by its arguments. */
    @FunctionalInterface
    private interface ArgumentsCode {
        Arguments eval(Frame frame);
    }

    Code compile(Expr.Call call, Scope scope) {
        int line = compilation.source.line(call.at());
        if (call.callee() instanceof Expr.Attribute attribute && !isField(attribute, scope)) {
            new NameCompiler(compilation, expressions).requireKnown(attribute, scope);
            Code target = expressions.compile(attribute.of(), scope);
            String name = attribute.name();
            ArgumentsCode arguments = arguments(call, scope);
            return frame -> {
                Object value = target.eval(frame);
                Arguments given = arguments.eval(frame);
                Object result = Attributes.call(frame.run, value, name, given);
                frame.run.at(line);
                return result;
            };
        }
        Code callee = expressions.compile(call.callee(), scope);
        ArgumentsCode arguments = arguments(call, scope);
        return frame -> {
            Object function = callee.eval(frame);
            Arguments given = arguments.eval(frame);
            Object result = Calls.call(frame.run, function, given);
            frame.run.at(line);
            return result;
        };
    }

    /** {@code customer.name(…)} calls the value of a field, which never works; but it must say so. */
    private boolean isField(Expr.Attribute attribute, Scope scope) {
        return attribute.of() instanceof Expr.Name(int at, String id)
                && !compilation.script
                && scope.find(id) == null
                && NameCompiler.level(id) != null;
    }

    private ArgumentsCode arguments(Expr.Call call, Scope scope) {
        ExpressionCompiler.ItemsCode positional = expressions.items(call.arguments(), scope);
        if (call.keywords().isEmpty()) {
            return frame -> Arguments.of(positional.eval(frame));
        }
        List<String> names = new ArrayList<>();
        Code[] values = new Code[call.keywords().size()];
        for (int i = 0; i < values.length; i++) {
            names.add(call.keywords().get(i).name());
            values[i] = expressions.compile(call.keywords().get(i).value(), scope);
        }
        return frame -> {
            List<Object> given = positional.eval(frame);
            List<Object> named = new ArrayList<>(values.length);
            for (Code value : values) {
                named.add(value.eval(frame));
            }
            return new Arguments(given, names, named);
        };
    }
}
