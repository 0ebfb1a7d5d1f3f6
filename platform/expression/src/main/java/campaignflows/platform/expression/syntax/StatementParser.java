package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads scripts: statements, line by line and block by block. */
final class StatementParser {
    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("import", "import is not supported: datetime, date and timedelta are there already"),
            Map.entry("from", "import is not supported: datetime, date and timedelta are there already"),
            Map.entry("class", "Classes are not supported"),
            Map.entry("try", "try is not supported: check with if before"),
            Map.entry("raise", "raise is not supported: return None to change nothing"),
            Map.entry("assert", "assert is not supported: check with if"),
            Map.entry("with", "with is not supported"),
            Map.entry("del", "del is not supported: use pop()"),
            Map.entry("global", "global is not supported: return the value"),
            Map.entry("nonlocal", "nonlocal is not supported: return the value"),
            Map.entry("async", "async is not supported"));
    private static final List<String> AUGMENTED =
            List.of("+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>=", "@=");
    private static final int MAX_STATEMENTS = 10_000;

    private final TokenReader in;
    private final ExpressionParser expressions;
    private int loops;
    private int functions;
    private int statements;

    StatementParser(Source source) {
        this.in = new TokenReader(source, Lexer.script(source), 0);
        this.expressions = new ExpressionParser(in);
    }

    List<Stmt> script() {
        List<Stmt> body = new ArrayList<>();
        while (in.peek().kind() != Kind.END) {
            statement(body);
        }
        return List.copyOf(body);
    }

    private void statement(List<Stmt> out) {
        Token token = in.peek();
        if (++statements > MAX_STATEMENTS) {
            throw in.source.error(token.at(), "The script has more than %,d statements".formatted(MAX_STATEMENTS));
        }
        if (token.kind() == Kind.INDENT) {
            throw in.source.error(token.at(), "This line is indented, but no block begins before it");
        }
        if (token.kind() == Kind.KEYWORD) {
            switch (token.text()) {
                case "if" -> out.add(branch());
                case "while" -> out.add(whileLoop());
                case "for" -> out.add(forLoop());
                case "def" -> out.add(definition());
                default -> simpleLine(out);
            }
        } else {
            simpleLine(out);
        }
    }

    private void simpleLine(List<Stmt> out) {
        do {
            out.add(simple());
        } while (in.skipOperator(";") && in.peek().kind() != Kind.NEWLINE);
        if (in.peek().kind() != Kind.NEWLINE) {
            throw in.unexpected("Expected the end of the statement");
        }
        in.take();
    }

    private Stmt simple() {
        Token token = in.peek();
        if (token.kind() == Kind.KEYWORD) {
            String why = UNSUPPORTED.get(token.text());
            if (why != null) {
                throw in.source.error(token.at(), why);
            }
            switch (token.text()) {
                case "pass" -> {
                    return new Stmt.Pass(in.take().at());
                }
                case "break", "continue" -> {
                    return jump(in.take());
                }
                case "return" -> {
                    return returned(in.take());
                }
                case "if", "while", "for", "def" -> throw in.unexpected("A block begins on a line of its own");
                default -> {}
            }
        }
        if (token.is(Kind.OPERATOR, "@")) {
            throw in.source.error(token.at(), "Decorators are not supported");
        }
        return assignment();
    }

    private Stmt jump(Token token) {
        if (loops == 0) {
            throw in.source.error(token.at(), "%s stands in no loop".formatted(token.text()));
        }
        return token.text().equals("break") ? new Stmt.Break(token.at()) : new Stmt.Continue(token.at());
    }

    private Stmt returned(Token token) {
        if (functions == 0) {
            throw in.source.error(token.at(), "return stands in no function");
        }
        @Nullable Expr value = expressions.startsExpression() ? expressions.expressions() : null;
        return new Stmt.Return(token.at(), value);
    }

    private Stmt assignment() {
        Token first = in.peek();
        Expr value = expressions.expressions();
        Token next = in.peek();
        if (next.kind() == Kind.OPERATOR && AUGMENTED.contains(next.text())) {
            in.take();
            String operator = next.text().substring(0, next.text().length() - 1);
            if (operator.equals("@")) {
                throw in.source.error(next.at(), "The operator @ is not supported");
            }
            if (!(value instanceof Expr.Name) && !(value instanceof Expr.Subscript)) {
                Targets.check(in.source, value);
                throw in.source.error(value.at(), "Only a name or an item can be changed with " + next.text());
            }
            Targets.check(in.source, value);
            return new Stmt.Augment(first.at(), value, operator, expressions.expressions());
        }
        if (in.isOperator(":")) {
            throw in.source.error(next.at(), "Type annotations are not supported: leave them out");
        }
        List<Expr> targets = new ArrayList<>();
        while (in.skipOperator("=")) {
            Targets.check(in.source, value);
            targets.add(value);
            value = expressions.expressions();
            expressions.checkCount(targets);
        }
        return targets.isEmpty()
                ? new Stmt.Evaluate(first.at(), value)
                : new Stmt.Assign(first.at(), List.copyOf(targets), value);
    }

    private Stmt branch() {
        int at = in.take().at();
        Expr test = expressions.expression();
        List<Stmt> then = block();
        List<Stmt> otherwise = List.of();
        if (in.isKeyword("elif")) {
            in.deeper();
            otherwise = List.of(branch());
            in.up();
        } else if (in.skipKeyword("else")) {
            otherwise = block();
        }
        return new Stmt.If(at, test, then, otherwise);
    }

    private Stmt whileLoop() {
        int at = in.take().at();
        Expr test = expressions.expression();
        return new Stmt.While(at, test, loopBody(), otherwise());
    }

    private Stmt forLoop() {
        int at = in.take().at();
        Expr target = expressions.targets();
        Targets.check(in.source, target);
        in.expectKeyword("in");
        Expr iterable = expressions.expressions();
        return new Stmt.For(at, target, iterable, loopBody(), otherwise());
    }

    private List<Stmt> loopBody() {
        loops++;
        List<Stmt> body = block();
        loops--;
        return body;
    }

    private List<Stmt> otherwise() {
        return in.skipKeyword("else") ? block() : List.of();
    }

    private Stmt definition() {
        int at = in.take().at();
        Token name = in.expectName("the name of the function");
        in.expectOperator("(");
        List<Expr.Parameter> parameters = new ParameterParser(in, expressions).parameters(")", true);
        in.expectOperator(")");
        if (in.isOperator("->")) {
            throw in.source.error(in.peek().at(), "Type annotations are not supported: leave them out");
        }
        int outerLoops = loops;
        loops = 0;
        functions++;
        List<Stmt> body = block();
        functions--;
        loops = outerLoops;
        return new Stmt.Define(at, name.text(), parameters, body);
    }

    private List<Stmt> block() {
        in.expectOperator(":");
        in.deeper();
        List<Stmt> body = new ArrayList<>();
        if (in.peek().kind() != Kind.NEWLINE) {
            simpleLine(body);
        } else {
            in.take();
            if (in.peek().kind() != Kind.INDENT) {
                throw in.unexpected("Expected an indented block");
            }
            in.take();
            while (in.peek().kind() != Kind.DEDENT && in.peek().kind() != Kind.END) {
                statement(body);
            }
            in.take();
        }
        in.up();
        return List.copyOf(body);
    }
}
