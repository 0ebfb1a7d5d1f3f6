package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Comparison;
import campaignflows.platform.expression.runtime.Comparison.Relation;
import campaignflows.platform.expression.syntax.Expr;

/** Makes closures of comparisons; in a chain each operand is evaluated once, and only as far as it is true. */
final class ComparisonCompiler {
    private final ExpressionCompiler expressions;

    ComparisonCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    Code compile(Expr.Compare compare, Scope scope) {
        Code first = expressions.compile(compare.first(), scope);
        Code[] rest = expressions.compileAll(compare.rest(), scope);
        Relation[] relations = compare.operators().stream().map(Relation::of).toArray(Relation[]::new);
        if (rest.length == 1) {
            Code second = rest[0];
            Relation relation = relations[0];
            return frame -> Comparison.holds(frame.run, relation, first.eval(frame), second.eval(frame));
        }
        return frame -> {
            Object left = first.eval(frame);
            for (int i = 0; i < rest.length; i++) {
                Object right = rest[i].eval(frame);
                if (!Comparison.holds(frame.run, relations[i], left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        };
    }
}
