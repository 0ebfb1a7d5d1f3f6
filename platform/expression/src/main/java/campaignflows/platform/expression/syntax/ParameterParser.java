package campaignflows.platform.expression.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the parameters of a function or lambda: names, some of them with a default. */
final class ParameterParser {
    private final TokenReader in;
    private final ExpressionParser expressions;

    ParameterParser(TokenReader in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    List<Expr.Parameter> parameters(String close, boolean annotated) {
        List<Expr.Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean defaults = false;
        while (!in.isOperator(close)) {
            if (in.isOperator("*") || in.isOperator("**") || in.isOperator("/")) {
                throw in.source.error(in.peek().at(), "Parameters have names and defaults only, no * and no /");
            }
            Token name = in.expectName("the name of a parameter");
            if (!names.add(name.text())) {
                throw in.source.error(name.at(), "Two parameters have the name " + name.text());
            }
            if (annotated && in.isOperator(":")) {
                throw in.source.error(in.peek().at(), "Type annotations are not supported: leave them out");
            }
            if (in.skipOperator("=")) {
                defaults = true;
                parameters.add(new Expr.Parameter(name.at(), name.text(), expressions.expression()));
            } else if (defaults) {
                throw in.source.error(name.at(), "A parameter without a default follows one with a default");
            } else {
                parameters.add(new Expr.Parameter(name.at(), name.text(), null));
            }
            if (parameters.size() > 50) {
                throw in.source.error(name.at(), "A function has at most 50 parameters");
            }
            if (!in.skipOperator(",")) {
                break;
            }
        }
        return List.copyOf(parameters);
    }
}
