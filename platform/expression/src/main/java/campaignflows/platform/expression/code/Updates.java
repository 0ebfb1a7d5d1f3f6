package campaignflows.platform.expression.code;

import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.expression.syntax.Source;
import campaignflows.platform.expression.syntax.Stmt;
import java.util.List;

/** Checks the updates that {@code run} returns in so many words: a field that there is not need not wait for a walk. */
final class Updates {
    private Updates() {}

    static void check(Source source, List<Stmt> statements, Names names) {
        for (Stmt statement : statements) {
            if (statement instanceof Stmt.Define define && define.name().equals(ScriptCompiler.RUN)) {
                checkBody(source, define.body(), names);
            }
        }
    }

    private static void checkBody(Source source, List<Stmt> body, Names names) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Return(int at, Expr.DictDisplay(int dictAt, List<Expr> keys, List<Expr> values)) ->
                    keys.forEach(key -> checkKey(source, key, names));
                case Stmt.If branch -> {
                    checkBody(source, branch.then(), names);
                    checkBody(source, branch.otherwise(), names);
                }
                case Stmt.For loop -> {
                    checkBody(source, loop.body(), names);
                    checkBody(source, loop.otherwise(), names);
                }
                case Stmt.While loop -> {
                    checkBody(source, loop.body(), names);
                    checkBody(source, loop.otherwise(), names);
                }
                default -> {}
            }
        }
    }

    private static void checkKey(Source source, Expr key, Names names) {
        if (key instanceof Expr.Constant(int at, String reference)
                && NameCompiler.find(names, reference).isEmpty()) {
            throw source.error(at, "There is no field " + (reference.length() > 200 ? "of this name" : reference));
        }
        if (key instanceof Expr.Constant(int at, Object value) && !(value instanceof String)) {
            throw source.error(at, "The keys of the updates are names of fields, such as \"participant.contacted\"");
        }
    }
}
