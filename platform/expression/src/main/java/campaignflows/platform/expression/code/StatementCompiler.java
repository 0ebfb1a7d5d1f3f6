package campaignflows.platform.expression.code;

import campaignflows.platform.expression.code.Action.Signal;
import campaignflows.platform.expression.runtime.Arithmetic;
import campaignflows.platform.expression.runtime.Iteration;
import campaignflows.platform.expression.runtime.Op;
import campaignflows.platform.expression.runtime.PyNone;
import campaignflows.platform.expression.runtime.Sequences;
import campaignflows.platform.expression.runtime.Types;
import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.expression.syntax.Stmt;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes closures of statements. */
final class StatementCompiler {
    private final Compilation compilation;
    private final ExpressionCompiler expressions;

    StatementCompiler(Compilation compilation, ExpressionCompiler expressions) {
        this.compilation = compilation;
        this.expressions = expressions;
    }

    Action block(List<Stmt> statements, Scope scope) {
        Action[] actions = new Action[statements.size()];
        for (int i = 0; i < actions.length; i++) {
            actions[i] = compile(statements.get(i), scope);
        }
        if (actions.length == 1) {
            return actions[0];
        }
        return frame -> {
            for (Action action : actions) {
                Signal signal = action.run(frame);
                if (signal != Signal.NEXT) {
                    return signal;
                }
            }
            return Signal.NEXT;
        };
    }

    private Action compile(Stmt statement, Scope scope) {
        compilation.enter(statement.at());
        int line = compilation.source.line(statement.at());
        Action action = switch (statement) {
            case Stmt.Evaluate(int at, Expr value) -> evaluate(expressions.compile(value, scope));
            case Stmt.Assign assign -> assign(assign, scope);
            case Stmt.Augment augment -> augment(augment, scope);
            case Stmt.If branch -> branch(branch, scope);
            case Stmt.While loop -> whileLoop(loop, scope);
            case Stmt.For loop -> forLoop(loop, scope);
            case Stmt.Define define -> define(define, scope);
            case Stmt.Return(int at, Expr value) -> returned(value == null ? null : expressions.compile(value, scope));
            case Stmt.Break end -> frame -> Signal.BREAK;
            case Stmt.Continue next -> frame -> Signal.CONTINUE;
            case Stmt.Pass pass -> frame -> Signal.NEXT;
        };
        compilation.leave();
        return frame -> {
            frame.run.at(line);
            return action.run(frame);
        };
    }

    private static Action evaluate(Code code) {
        return frame -> {
            code.eval(frame);
            return Signal.NEXT;
        };
    }

    private static Action returned(@Nullable Code value) {
        return frame -> {
            frame.returns(value == null ? PyNone.NONE : value.eval(frame));
            return Signal.RETURN;
        };
    }

    private Action assign(Stmt.Assign assign, Scope scope) {
        Code value = expressions.compile(assign.value(), scope);
        Target[] targets = assign.targets().stream()
                .map(target -> Target.compile(target, scope, expressions, compilation))
                .toArray(Target[]::new);
        return frame -> {
            Object result = value.eval(frame);
            for (Target target : targets) {
                target.assign(frame, result);
            }
            return Signal.NEXT;
        };
    }

    private Action augment(Stmt.Augment augment, Scope scope) {
        Op op = Op.of(augment.operator());
        Code right = expressions.compile(augment.value(), scope);
        if (augment.target() instanceof Expr.Subscript(int at, Expr of, Expr index)) {
            Code container = expressions.compile(of, scope);
            Code place = expressions.compile(index, scope);
            return frame -> {
                Object target = container.eval(frame);
                Object key = place.eval(frame);
                Object old = Sequences.item(frame.run, target, key);
                Sequences.setItem(frame.run, target, key, Arithmetic.augment(frame.run, op, old, right.eval(frame)));
                return Signal.NEXT;
            };
        }
        Code current = expressions.compile(augment.target(), scope);
        Target target = Target.compile(augment.target(), scope, expressions, compilation);
        return frame -> {
            Object old = current.eval(frame);
            target.assign(frame, Arithmetic.augment(frame.run, op, old, right.eval(frame)));
            return Signal.NEXT;
        };
    }

    private Action branch(Stmt.If branch, Scope scope) {
        Code test = expressions.compile(branch.test(), scope);
        Action then = block(branch.then(), scope);
        Action otherwise = block(branch.otherwise(), scope);
        return frame -> Types.isTrue(test.eval(frame)) ? then.run(frame) : otherwise.run(frame);
    }

    private Action whileLoop(Stmt.While loop, Scope scope) {
        int before = compilation.weight();
        Code test = expressions.compile(loop.test(), scope);
        Action body = block(loop.body(), scope);
        int weight = compilation.weight() - before + 1;
        Action otherwise = block(loop.otherwise(), scope);
        int line = compilation.source.line(loop.at());
        return frame -> {
            while (true) {
                frame.run.at(line);
                frame.run.step(weight);
                if (!Types.isTrue(test.eval(frame))) {
                    return otherwise.run(frame);
                }
                Signal signal = body.run(frame);
                if (signal == Signal.BREAK) {
                    return Signal.NEXT;
                }
                if (signal == Signal.RETURN) {
                    return signal;
                }
            }
        };
    }

    private Action forLoop(Stmt.For loop, Scope scope) {
        Code iterable = expressions.compile(loop.iterable(), scope);
        int before = compilation.weight();
        Target target = Target.compile(loop.target(), scope, expressions, compilation);
        Action body = block(loop.body(), scope);
        int weight = compilation.weight() - before + 1;
        Action otherwise = block(loop.otherwise(), scope);
        int line = compilation.source.line(loop.at());
        return frame -> {
            Iterator<Object> values = Iteration.over(frame.run, iterable.eval(frame));
            while (values.hasNext()) {
                frame.run.step(weight);
                target.assign(frame, values.next());
                Signal signal = body.run(frame);
                if (signal == Signal.BREAK) {
                    return Signal.NEXT;
                }
                if (signal == Signal.RETURN) {
                    return signal;
                }
                frame.run.at(line);
            }
            return otherwise.run(frame);
        };
    }

    private Action define(Stmt.Define define, Scope scope) {
        boolean context = scope.kind() == Scope.Kind.SCRIPT
                && define.name().equals(ScriptCompiler.RUN)
                && !define.parameters().isEmpty();
        Code function = expressions.functions().definition(define, scope, this, context);
        Target target = Target.compile(new Expr.Name(define.at(), define.name()), scope, expressions, compilation);
        return frame -> {
            target.assign(frame, function.eval(frame));
            return Signal.NEXT;
        };
    }
}
