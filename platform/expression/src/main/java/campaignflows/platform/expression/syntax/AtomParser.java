package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.runtime.PyNone;
import campaignflows.platform.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what binds closest: names, literals, brackets, and the calls, indexes and attributes after them. */
final class AtomParser {
    private final TokenReader in;
    private final ExpressionParser expressions;
    private final CollectionParser collections;

    AtomParser(TokenReader in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
        this.collections = new CollectionParser(in, expressions);
    }

    Expr primary() {
        Expr result = atom();
        int length = 0;
        while (true) {
            Token token = in.peek();
            if (++length > 200) {
                throw in.source.error(token.at(), "There are more than 200 calls, indexes and attributes in a row");
            }
            if (in.skipOperator(".")) {
                Token name = in.expectName("the name of an attribute");
                result = new Expr.Attribute(name.at(), result, name.text());
            } else if (in.skipOperator("(")) {
                result = call(token.at(), result);
            } else if (in.skipOperator("[")) {
                result = new Expr.Subscript(token.at(), result, index());
                in.expectOperator("]");
            } else {
                return result;
            }
        }
    }

    private Expr atom() {
        Token token = in.peek();
        return switch (token.kind()) {
            case NAME -> new Expr.Name(in.take().at(), token.text());
            case NUMBER -> new Expr.Constant(in.take().at(), NumberLiteral.value(in.source, token));
            case STRING -> strings();
            case KEYWORD -> keyword(token);
            case OPERATOR ->
                switch (token.text()) {
                    case "(" -> collections.parenthesis();
                    case "[" -> collections.list();
                    case "{" -> collections.dict();
                    case "..." -> throw in.source.error(token.at(), "... is not supported");
                    case "=" -> throw in.unexpected("Expected an expression (compare with ==)");
                    default -> throw in.unexpected("Expected an expression");
                };
            case NEWLINE, INDENT, DEDENT, END -> throw in.unexpected("Expected an expression");
        };
    }

    private Expr keyword(Token token) {
        return switch (token.text()) {
            case "None" -> new Expr.Constant(in.take().at(), PyNone.NONE);
            case "True" -> new Expr.Constant(in.take().at(), true);
            case "False" -> new Expr.Constant(in.take().at(), false);
            case "await", "yield", "async" ->
                throw in.source.error(token.at(), "%s is not supported".formatted(token.text()));
            default -> throw in.unexpected("Expected an expression");
        };
    }

    private Expr strings() {
        int at = in.peek().at();
        List<Expr.Part> parts = new ArrayList<>();
        boolean formatted = false;
        while (in.peek().kind() == Kind.STRING) {
            Token token = in.take();
            StringLiteral.Parts string = StringLiteral.Parts.of(in.source, token);
            if (string.formatted()) {
                formatted = true;
                in.deeper();
                parts.addAll(new FormattedString(in.source, string.raw(), in.depth())
                        .parse(string.bodyAt(), string.bodyEnd()));
                in.up();
            } else {
                parts.add(new Expr.Part.Text(
                        StringLiteral.decode(in.source, string.bodyAt(), string.bodyEnd(), string.raw())));
            }
        }
        if (formatted) {
            return new Expr.Formatted(at, List.copyOf(parts));
        }
        StringBuilder text = new StringBuilder();
        for (Expr.Part part : parts) {
            if (part instanceof Expr.Part.Text(String piece)) {
                text.append(piece);
            }
        }
        return new Expr.Constant(at, text.toString());
    }

    private Expr index() {
        Expr first = sliceOrExpression();
        if (!in.isOperator(",")) {
            return first;
        }
        List<Expr> items = new ArrayList<>(List.of(first));
        while (in.skipOperator(",") && !in.isOperator("]")) {
            items.add(sliceOrExpression());
            expressions.checkCount(items);
        }
        for (Expr item : items) {
            if (item instanceof Expr.Slice) {
                throw in.source.error(item.at(), "Only one slice may stand in an index");
            }
        }
        return new Expr.TupleDisplay(first.at(), List.copyOf(items));
    }

    private Expr sliceOrExpression() {
        int at = in.peek().at();
        Expr lower = in.isOperator(":") ? null : expressions.expression();
        if (lower != null && !in.isOperator(":")) {
            return lower;
        }
        in.expectOperator(":");
        Expr upper = sliceEnd();
        Expr step = in.skipOperator(":") ? sliceEnd() : null;
        return new Expr.Slice(at, lower, upper, step);
    }

    private @Nullable Expr sliceEnd() {
        return expressions.startsExpression() ? expressions.expression() : null;
    }

    private Expr call(int at, Expr callee) {
        List<Expr> arguments = new ArrayList<>();
        List<Expr.Keyword> keywords = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (!in.isOperator(")")) {
            Token token = in.peek();
            if (in.isOperator("**")) {
                throw in.source.error(token.at(), "** in a call is not supported: name the arguments");
            }
            if (token.kind() == Kind.NAME && in.peekSecond().is(Kind.OPERATOR, "=")) {
                in.take();
                in.take();
                if (!names.add(token.text())) {
                    throw in.source.error(token.at(), "The argument %s is given twice".formatted(token.text()));
                }
                keywords.add(new Expr.Keyword(token.at(), token.text(), expressions.expression()));
            } else {
                Expr argument = expressions.starredOrExpression();
                if (in.isKeyword("for") || in.isKeyword("async")) {
                    argument = collections.generator(argument);
                    if (!arguments.isEmpty() || !keywords.isEmpty() || !in.isOperator(")")) {
                        throw in.source.error(argument.at(), "Put the generator expression in parentheses");
                    }
                } else if (!keywords.isEmpty()) {
                    throw in.source.error(argument.at(), "An argument without a name follows one with a name");
                }
                arguments.add(argument);
            }
            expressions.checkCount(arguments);
            if (!in.skipOperator(",")) {
                break;
            }
        }
        in.expectOperator(")");
        return new Expr.Call(at, callee, List.copyOf(arguments), List.copyOf(keywords));
    }

    Expr lambda() {
        int at = in.take().at();
        List<Expr.Parameter> parameters = new ParameterParser(in, expressions).parameters(":", false);
        in.expectOperator(":");
        return new Expr.Lambda(at, parameters, expressions.expression());
    }
}
