package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Arguments;
import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.PyFunction;
import campaignflows.platform.expression.runtime.PythonError;
import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.expression.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes closures of functions and lambdas. */
final class FunctionCompiler {
    private final Compilation compilation;
    private final ExpressionCompiler expressions;

    FunctionCompiler(Compilation compilation, ExpressionCompiler expressions) {
        this.compilation = compilation;
        this.expressions = expressions;
    }

    /**
     * A function without the values around it.
     *
     * @param slots  of its variables; the parameters come first
     * @param weight parts of its code
     * @param levels how deep its code is
     */
    private record Template(String name, List<String> parameters, Action body, int slots, int weight, int levels) {}

    Code lambda(Expr.Lambda lambda, Scope outer) {
        Code[] fallbacks = fallbacks(lambda.parameters(), outer);
        Scope scope = scope(lambda.parameters(), outer);
        int before = compilation.weight();
        int measured = compilation.startFunction();
        String outerQualifier = compilation.qualifier();
        compilation.qualify(outerQualifier + "<lambda>.<locals>.");
        Code value = expressions.compile(lambda.body(), scope);
        compilation.qualify(outerQualifier);
        Action body = frame -> {
            frame.returns(value.eval(frame));
            return Action.Signal.RETURN;
        };
        return function("<lambda>", lambda.parameters(), fallbacks, body, scope, before, measured);
    }

    /** @param context whether its first parameter is a script's context */
    Code definition(Stmt.Define define, Scope outer, StatementCompiler statements, boolean context) {
        Code[] fallbacks = fallbacks(define.parameters(), outer);
        Scope scope = scope(define.parameters(), outer);
        scope.declareAll(define.body());
        if (context && !Reassignment.of(define)) {
            scope.declareContext(define.parameters().getFirst().name());
        }
        int before = compilation.weight();
        int measured = compilation.startFunction();
        String outerQualifier = compilation.qualifier();
        compilation.qualify(outerQualifier + define.name() + ".<locals>.");
        Action body = statements.block(define.body(), scope);
        compilation.qualify(outerQualifier);
        return function(define.name(), define.parameters(), fallbacks, body, scope, before, measured);
    }

    private Code[] fallbacks(List<Expr.Parameter> parameters, Scope outer) {
        List<Code> fallbacks = new ArrayList<>();
        for (Expr.Parameter parameter : parameters) {
            if (parameter.fallback() != null) {
                fallbacks.add(expressions.compile(parameter.fallback(), outer));
            }
        }
        return fallbacks.toArray(new Code[0]);
    }

    private static Scope scope(List<Expr.Parameter> parameters, Scope outer) {
        Scope scope = new Scope(Scope.Kind.FUNCTION, outer);
        parameters.forEach(parameter -> scope.declare(parameter.name()));
        return scope;
    }

    private Code function(
            String name,
            List<Expr.Parameter> parameters,
            Code[] fallbacks,
            Action body,
            Scope scope,
            int weightBefore,
            int measured) {
        Template template = new Template(
                compilation.qualifier() + name,
                parameters.stream().map(Expr.Parameter::name).toList(),
                body,
                scope.size(),
                compilation.weight() - weightBefore,
                compilation.endFunction(measured) + 4);
        return frame -> {
            frame.run.allocate(64);
            Object[] values = new Object[fallbacks.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = fallbacks[i].eval(frame);
            }
            return new Closure(template, values, frame);
        };
    }

    /** A function with the values around it. */
    private static final class Closure extends PyFunction {
        private final Template template;
        private final Object[] fallbacks;
        private final Frame around;

        Closure(Template template, Object[] fallbacks, Frame around) {
            super(template.name());
            this.template = template;
            this.fallbacks = fallbacks;
            this.around = around;
        }

        @Override
        public Object call(Evaluation run, Arguments arguments) {
            run.enter(template.levels());
            run.step(template.weight());
            run.allocate(48 + 8L * template.slots());
            Frame frame = new Frame(run, template.slots(), around);
            bind(frame.slots, arguments);
            template.body().run(frame);
            run.leave(template.levels());
            return frame.result();
        }

        private void bind(@Nullable Object[] slots, Arguments arguments) {
            List<String> parameters = template.parameters();
            int count = parameters.size();
            int given = arguments.positional().size();
            if (given > count) {
                throw tooMany(given);
            }
            for (int i = 0; i < given; i++) {
                slots[i] = arguments.positional().get(i);
            }
            for (int i = 0; i < arguments.names().size(); i++) {
                String name = arguments.names().get(i);
                int at = parameters.indexOf(name);
                if (at < 0) {
                    throw PythonError.type("%s() got an unexpected keyword argument '%s'".formatted(name(), name));
                }
                if (slots[at] != null) {
                    throw PythonError.type("%s() got multiple values for argument '%s'".formatted(name(), name));
                }
                slots[at] = arguments.values().get(i);
            }
            int required = count - fallbacks.length;
            List<String> missing = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (slots[i] == null && i >= required) {
                    slots[i] = fallbacks[i - required];
                } else if (slots[i] == null) {
                    missing.add("'" + parameters.get(i) + "'");
                }
            }
            if (!missing.isEmpty()) {
                throw missing(missing);
            }
        }

        private PythonError tooMany(int given) {
            int count = template.parameters().size();
            String takes = fallbacks.length == 0
                    ? Integer.toString(count)
                    : "from %d to %d".formatted(count - fallbacks.length, count);
            return PythonError.type("%s() takes %s positional argument%s but %d %s given"
                    .formatted(
                            name(),
                            takes,
                            count == 1 && fallbacks.length == 0 ? "" : "s",
                            given,
                            given == 1 ? "was" : "were"));
        }

        private PythonError missing(List<String> names) {
            String listed = names.size() == 1
                    ? names.getFirst()
                    : names.size() == 2
                            ? names.get(0) + " and " + names.get(1)
                            : String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
            return PythonError.type("%s() missing %d required positional argument%s: %s"
                    .formatted(name(), names.size(), names.size() == 1 ? "" : "s", listed));
        }
    }
}
