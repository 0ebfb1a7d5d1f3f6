package campaignflows.platform.expression.code;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.Names.Level;
import campaignflows.platform.expression.runtime.Arguments;
import campaignflows.platform.expression.runtime.Calls;
import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.PyRecord;
import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.expression.syntax.Parsing;
import campaignflows.platform.expression.syntax.Source;
import campaignflows.platform.expression.syntax.Stmt;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/** Compiles whole pieces of code: an expression, or a script that defines {@code run(context)}. */
public final class ScriptCompiler {
    static final String RUN = "run";
    private static final int MAX_EXPRESSION = 10_000;
    private static final int MAX_SCRIPT = 100_000;

    private ScriptCompiler() {}

    /** The problem of code that the compiler has a defect for. */
    static final String UNREADABLE = "The compiler cannot read this code";

    public static Program expression(String text, Names names) {
        return compiled(text, MAX_EXPRESSION, source -> expression(source, names));
    }

    public static Program script(String text, Names names) {
        return compiled(text, MAX_SCRIPT, source -> script(source, names));
    }

    /** Whatever the text is, what comes of it is a program or a {@link CompileException}. */
    private static Program compiled(String text, int limit, Function<Source, Program> compiler) {
        Source source = new Source(text);
        if (text.length() > limit) {
            throw source.error(limit, "The code has more than %,d characters".formatted(limit));
        }
        try {
            return compiler.apply(source);
        } catch (CompileException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw source.error(0, "The code is nested too deeply");
        } catch (RuntimeException e) {
            throw source.error(0, UNREADABLE + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Program expression(Source source, Names names) {
        Compilation compilation = new Compilation(source, names, false);
        Expr expression = Parsing.expression(source);
        Scope scope = new Scope(Scope.Kind.SCRIPT, null);
        Code code = new ExpressionCompiler(compilation).compile(expression, scope);
        return new Program(code, compilation.fields(), compilation.weight());
    }

    private static Program script(Source source, Names names) {
        List<Stmt> statements = Parsing.script(source);
        checkRun(source, statements);
        Updates.check(source, statements, names);
        Compilation compilation = new Compilation(source, names, true);
        Scope scope = new Scope(Scope.Kind.SCRIPT, null);
        scope.declareAll(statements);
        Action body = new StatementCompiler(compilation, new ExpressionCompiler(compilation)).block(statements, scope);
        int slot = scope.declare(RUN);
        int size = scope.size();
        Code code = frame -> {
            Frame script = new Frame(frame.run, size, null);
            body.run(script);
            Object run = script.slots[slot];
            if (run == null) {
                throw new IllegalStateException("Expected run to be defined, as was checked");
            }
            return Calls.call(frame.run, run, Arguments.of(List.of(context(names))));
        };
        return new Program(code, compilation.fields(), compilation.weight());
    }

    /** A script has one function of that name, at its outermost, that can be called with the context alone. */
    private static void checkRun(Source source, List<Stmt> statements) {
        Stmt.Define run = null;
        for (Stmt statement : statements) {
            if (statement instanceof Stmt.Define define && define.name().equals(RUN)) {
                run = define;
            }
        }
        if (run == null) {
            throw source.error(0, "A script defines a function: def run(context):");
        }
        long required = run.parameters().stream()
                .filter(parameter -> parameter.fallback() == null)
                .count();
        if (run.parameters().isEmpty() || required > 1) {
            throw source.error(run.at(), "The function run takes one argument: def run(context):");
        }
    }

    private static PyRecord context(Names names) {
        return new PyRecord("Context", name -> {
            Level level = NameCompiler.level(name);
            if (level != null) {
                PyRecord fields = fields(names, level);
                return run -> fields;
            }
            return name.equals("now") ? Evaluation::now : null;
        });
    }

    private static PyRecord fields(Names names, Level level) {
        String typeName = level.name().charAt(0) + level.name().substring(1).toLowerCase(Locale.ROOT);
        return new PyRecord(typeName, name -> {
            OptionalInt field = names.of(level, name);
            return field.isEmpty() ? null : run -> run.field(field.getAsInt());
        });
    }
}
