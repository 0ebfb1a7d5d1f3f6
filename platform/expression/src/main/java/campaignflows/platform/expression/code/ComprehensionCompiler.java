package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Iteration;
import campaignflows.platform.expression.runtime.PyDict;
import campaignflows.platform.expression.runtime.PyList;
import campaignflows.platform.expression.runtime.Types;
import campaignflows.platform.expression.syntax.Expr;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes closures of comprehensions. Each has a scope of its own; its first iterable belongs to the one around it. */
final class ComprehensionCompiler {
    private final Compilation compilation;
    private final ExpressionCompiler expressions;

    ComprehensionCompiler(Compilation compilation, ExpressionCompiler expressions) {
        this.compilation = compilation;
        this.expressions = expressions;
    }

    /** One {@code for}. */
    private record Level(Code iterable, Target target, Code[] conditions) {}

    Code compile(Expr.Comprehension comprehension, Scope outer) {
        Scope scope = new Scope(Scope.Kind.COMPREHENSION, outer);
        comprehension.clauses().forEach(clause -> scope.declareTargets(clause.target()));
        int before = compilation.weight();
        List<Level> levels = new ArrayList<>();
        for (Expr.Clause clause : comprehension.clauses()) {
            Code iterable = expressions.compile(clause.iterable(), levels.isEmpty() ? outer : scope);
            Target target = Target.compile(clause.target(), scope, expressions, compilation);
            levels.add(new Level(iterable, target, expressions.compileAll(clause.conditions(), scope)));
        }
        Code element = expressions.compile(comprehension.element(), scope);
        @Nullable Code value = expressions.compileOrNull(comprehension.value(), scope);
        Loop loop = new Loop(levels.toArray(new Level[0]), scope.size(), compilation.weight() - before);
        return switch (comprehension.kind()) {
            case LIST -> frame -> list(loop.start(frame), element);
            case GENERATOR ->
                frame -> {
                    Run run = loop.start(frame);
                    return Iteration.generator(frame.run, new Values(run, element));
                };
            case DICT -> {
                if (value == null) {
                    throw new IllegalStateException("Expected a value in the comprehension of a dict");
                }
                yield frame -> dict(loop.start(frame), element, value);
            }
        };
    }

    private static PyList list(Run run, Code element) {
        List<Object> items = new ArrayList<>();
        while (run.move()) {
            run.inner.run.allocate(16);
            items.add(element.eval(run.inner));
        }
        return new PyList(items);
    }

    private static PyDict dict(Run run, Code key, Code value) {
        PyDict dict = new PyDict();
        while (run.move()) {
            run.inner.run.allocate(96);
            Object newKey = key.eval(run.inner);
            dict.put(run.inner.run, newKey, value.eval(run.inner));
        }
        return dict;
    }

    /** The loops of a comprehension, compiled. */
    private record Loop(Level[] levels, int slots, int weight) {
        Run start(Frame outer) {
            outer.run.allocate(64);
            Iterator<Object> first =
                    Iteration.over(outer.run, levels[0].iterable().eval(outer));
            return new Run(this, new Frame(outer.run, slots, outer), first);
        }
    }

    /** One run of the loops: it stops wherever there is an element. */
    private static final class Run {
        private final Loop loop;
        private final Frame inner;
        private final List<Iterator<Object>> open = new ArrayList<>();

        Run(Loop loop, Frame inner, Iterator<Object> first) {
            this.loop = loop;
            this.inner = inner;
            open.add(first);
        }

        /** To the next element; false if there is none. */
        boolean move() {
            while (!open.isEmpty()) {
                Iterator<Object> values = open.getLast();
                if (!values.hasNext()) {
                    open.removeLast();
                    continue;
                }
                inner.run.step(loop.weight());
                Level level = loop.levels()[open.size() - 1];
                level.target().assign(inner, values.next());
                if (!holds(level.conditions())) {
                    continue;
                }
                if (open.size() == loop.levels().length) {
                    return true;
                }
                open.add(Iteration.over(
                        inner.run, loop.levels()[open.size()].iterable().eval(inner)));
            }
            return false;
        }

        private boolean holds(Code[] conditions) {
            for (Code condition : conditions) {
                if (!Types.isTrue(condition.eval(inner))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The elements of a generator, made when they are asked for. */
    private static final class Values implements Iterator<Object> {
        private final Run run;
        private final Code element;
        private @Nullable Object next;

        Values(Run run, Code element) {
            this.run = run;
            this.element = element;
        }

        @Override
        public boolean hasNext() {
            if (next == null && run.move()) {
                next = element.eval(run.inner);
            }
            return next != null;
        }

        @Override
        public Object next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Object value = next;
            next = null;
            return value;
        }
    }
}
