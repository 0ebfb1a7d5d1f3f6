package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads expressions, by Python's grammar from the loosest binding to the closest. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("<", ">", "==", ">=", "<=", "!=");
    private static final List<Set<String>> BINARY = List.of(
            Set.of("|"),
            Set.of("^"),
            Set.of("&"),
            Set.of("<<", ">>"),
            Set.of("+", "-"),
            Set.of("*", "/", "//", "%", "@"));
    private static final int MAX_ITEMS = 5_000;

    private final TokenReader in;
    private final AtomParser atoms;

    ExpressionParser(TokenReader in) {
        this.in = in;
        this.atoms = new AtomParser(in, this);
    }

    /** The whole of a code between two places as one expression (a tuple needs no brackets). */
    static Expr parse(Source source, int from, int to, int depth) {
        TokenReader in = new TokenReader(source, Lexer.expression(source, from, to), depth);
        if (in.peek().kind() == Kind.END) {
            throw source.error(from, "Expected an expression, but there is none");
        }
        Expr expression = new ExpressionParser(in).expressions();
        if (in.peek().kind() != Kind.END) {
            throw in.isOperator("=")
                    ? source.error(in.peek().at(), "An expression assigns nothing: compare with ==")
                    : in.unexpected("Expected an operator or the end of the expression");
        }
        return expression;
    }

    /** One expression, or several with commas: a tuple. */
    Expr expressions() {
        Expr first = starredOrExpression();
        if (!in.isOperator(",")) {
            return unstarred(first);
        }
        List<Expr> items = new ArrayList<>(List.of(first));
        while (in.skipOperator(",") && startsExpression()) {
            items.add(starredOrExpression());
            checkCount(items);
        }
        return new Expr.TupleDisplay(first.at(), List.copyOf(items));
    }

    private Expr unstarred(Expr expression) {
        if (expression instanceof Expr.Starred) {
            throw in.source.error(expression.at(), "A starred expression cannot stand alone");
        }
        return expression;
    }

    void checkCount(List<?> items) {
        if (items.size() > MAX_ITEMS) {
            throw in.source.error(in.peek().at(), "There are more than %,d items here".formatted(MAX_ITEMS));
        }
    }

    boolean startsExpression() {
        Token token = in.peek();
        return switch (token.kind()) {
            case NAME, NUMBER, STRING -> true;
            case KEYWORD ->
                Set.of("True", "False", "None", "not", "lambda", "await", "yield")
                        .contains(token.text());
            case OPERATOR -> Set.of("(", "[", "{", "+", "-", "~", "*", "...").contains(token.text());
            case NEWLINE, INDENT, DEDENT, END -> false;
        };
    }

    Expr starredOrExpression() {
        if (in.isOperator("*")) {
            int at = in.take().at();
            return new Expr.Starred(at, binary(0));
        }
        return expression();
    }

    /** A conditional expression, a lambda or whatever binds closer. */
    Expr expression() {
        in.deeper();
        Expr result = in.isKeyword("lambda") ? atoms.lambda() : conditional();
        if (in.isOperator(":=")) {
            throw in.source.error(in.peek().at(), "Assignments inside an expression (:=) are not supported");
        }
        in.up();
        return result;
    }

    private Expr conditional() {
        Expr then = disjunction();
        if (!in.isKeyword("if")) {
            return then;
        }
        in.take();
        Expr test = disjunction();
        in.expectKeyword("else");
        return new Expr.Conditional(then.at(), test, then, expression());
    }

    /** Without {@code if}, as the iterable of a comprehension is. */
    Expr disjunction() {
        Expr first = conjunction();
        if (!in.isKeyword("or")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>(List.of(first));
        while (in.skipKeyword("or")) {
            operands.add(conjunction());
            checkCount(operands);
        }
        return new Expr.Logical(first.at(), false, List.copyOf(operands));
    }

    private Expr conjunction() {
        Expr first = inversion();
        if (!in.isKeyword("and")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>(List.of(first));
        while (in.skipKeyword("and")) {
            operands.add(inversion());
            checkCount(operands);
        }
        return new Expr.Logical(first.at(), true, List.copyOf(operands));
    }

    private Expr inversion() {
        if (!in.isKeyword("not")) {
            return comparison();
        }
        int at = in.take().at();
        in.deeper();
        Expr operand = inversion();
        in.up();
        return new Expr.Unary(at, "not", operand);
    }

    private Expr comparison() {
        Expr first = binary(0);
        List<String> operators = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        for (String operator = comparisonOperator(); operator != null; operator = comparisonOperator()) {
            int at = in.peek().at();
            Expr operand = binary(0);
            if (operator.startsWith("is")
                    && !isSingleton(operand)
                    && !isSingleton(rest.isEmpty() ? first : rest.getLast())) {
                throw in.source.error(at, "is compares with None, True and False only: write == or !=");
            }
            operators.add(operator);
            rest.add(operand);
            checkCount(rest);
        }
        return rest.isEmpty() ? first : new Expr.Compare(first.at(), first, List.copyOf(operators), List.copyOf(rest));
    }

    private static boolean isSingleton(Expr expression) {
        return expression instanceof Expr.Constant constant
                && (constant.value() instanceof Boolean || constant.value() instanceof Enum<?>);
    }

    private @Nullable String comparisonOperator() {
        Token token = in.peek();
        if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return in.take().text();
        }
        if (in.skipKeyword("in")) {
            return "in";
        }
        if (in.isKeyword("not") && in.peekSecond().is(Kind.KEYWORD, "in")) {
            in.take();
            in.take();
            return "not in";
        }
        if (in.skipKeyword("is")) {
            return in.skipKeyword("not") ? "is not" : "is";
        }
        return null;
    }

    private Expr binary(int level) {
        if (level == BINARY.size()) {
            return factor();
        }
        Expr left = binary(level + 1);
        Set<String> operators = BINARY.get(level);
        while (in.peek().kind() == Kind.OPERATOR && operators.contains(in.peek().text())) {
            Token operator = in.take();
            if (operator.text().equals("@")) {
                throw in.source.error(operator.at(), "The operator @ is not supported");
            }
            left = new Expr.Binary(left.at(), operator.text(), left, binary(level + 1));
        }
        return left;
    }

    private Expr factor() {
        Token token = in.peek();
        if (token.kind() == Kind.OPERATOR && Set.of("+", "-", "~").contains(token.text())) {
            in.take();
            in.deeper();
            Expr operand = factor();
            in.up();
            return new Expr.Unary(token.at(), token.text(), operand);
        }
        Expr base = atoms.primary();
        if (!in.isOperator("**")) {
            return base;
        }
        in.take();
        in.deeper();
        Expr exponent = factor();
        in.up();
        return new Expr.Binary(base.at(), "**", base, exponent);
    }

    /** The targets of a {@code for}: they end before {@code in}. */
    Expr targets() {
        Expr first = target();
        if (!in.isOperator(",")) {
            return unstarred(first);
        }
        List<Expr> items = new ArrayList<>(List.of(first));
        while (in.skipOperator(",") && startsExpression()) {
            items.add(target());
            checkCount(items);
        }
        return new Expr.TupleDisplay(first.at(), List.copyOf(items));
    }

    private Expr target() {
        if (in.isOperator("*")) {
            int at = in.take().at();
            return new Expr.Starred(at, atoms.primary());
        }
        return atoms.primary();
    }
}
