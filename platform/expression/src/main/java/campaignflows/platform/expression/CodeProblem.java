package campaignflows.platform.expression;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is wrong with a piece of code, and where: to be shown next to the code. The compiler stops at the first
 * problem, so there is one at most, and its text is short.
 *
 * @param line   counted from 1
 * @param column counted from 1, in characters
 */
public record CodeProblem(int line, int column, String message) {

    static List<CodeProblem> of(Supplier<?> compilation) {
        try {
            var unused = compilation.get();
            return List.of();
        } catch (CompileException e) {
            return List.of(new CodeProblem(e.line(), e.column(), e.problem()));
        }
    }
}
