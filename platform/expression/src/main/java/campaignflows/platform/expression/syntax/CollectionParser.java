package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.syntax.Expr.Comprehension.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands in brackets: tuples, lists, dicts, and their comprehensions. */
final class CollectionParser {
    private static final int MAX_CLAUSES = 10;

    private final TokenReader in;
    private final ExpressionParser expressions;

    CollectionParser(TokenReader in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /** A group, a tuple or a generator expression. */
    Expr parenthesis() {
        int at = in.take().at();
        if (in.skipOperator(")")) {
            return new Expr.TupleDisplay(at, List.of());
        }
        Expr first = expressions.starredOrExpression();
        if (in.isKeyword("for") || in.isKeyword("async")) {
            Expr generator = generator(first);
            in.expectOperator(")");
            return generator;
        }
        if (in.skipOperator(")")) {
            if (first instanceof Expr.Starred) {
                throw in.source.error(first.at(), "A starred expression cannot stand alone");
            }
            return first;
        }
        Expr tuple = new Expr.TupleDisplay(at, items(first, ")"));
        in.expectOperator(")");
        return tuple;
    }

    Expr list() {
        int at = in.take().at();
        if (in.skipOperator("]")) {
            return new Expr.ListDisplay(at, List.of());
        }
        Expr first = expressions.starredOrExpression();
        Expr list = in.isKeyword("for") || in.isKeyword("async")
                ? comprehension(at, Kind.LIST, first, null)
                : new Expr.ListDisplay(at, items(first, "]"));
        in.expectOperator("]");
        return list;
    }

    Expr dict() {
        int at = in.take().at();
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!in.isOperator("}")) {
            if (in.isOperator("**")) {
                throw in.source.error(in.peek().at(), "** in a dict is not supported: use update() or |");
            }
            Expr key = expressions.starredOrExpression();
            if (!in.isOperator(":")) {
                throw in.isOperator(",") || in.isOperator("}") || in.isKeyword("for")
                        ? in.source.error(at, "Sets are not supported: use a list or a tuple")
                        : in.unexpected("Expected a colon after the key");
            }
            in.take();
            Expr value = expressions.expression();
            if (keys.isEmpty() && (in.isKeyword("for") || in.isKeyword("async"))) {
                Expr comprehension = comprehension(at, Kind.DICT, key, value);
                in.expectOperator("}");
                return comprehension;
            }
            keys.add(key);
            values.add(value);
            expressions.checkCount(keys);
            if (!in.skipOperator(",")) {
                break;
            }
        }
        in.expectOperator("}");
        return new Expr.DictDisplay(at, List.copyOf(keys), List.copyOf(values));
    }

    Expr generator(Expr element) {
        return comprehension(element.at(), Kind.GENERATOR, element, null);
    }

    private List<Expr> items(Expr first, String close) {
        List<Expr> items = new ArrayList<>(List.of(first));
        while (in.skipOperator(",") && !in.isOperator(close)) {
            items.add(expressions.starredOrExpression());
            expressions.checkCount(items);
        }
        return List.copyOf(items);
    }

    private Expr comprehension(int at, Kind kind, Expr element, @Nullable Expr value) {
        if (element instanceof Expr.Starred) {
            throw in.source.error(element.at(), "A comprehension cannot unpack with *");
        }
        List<Expr.Clause> clauses = new ArrayList<>();
        while (in.isKeyword("for") || in.isKeyword("async")) {
            if (in.isKeyword("async")) {
                throw in.source.error(in.peek().at(), "async is not supported");
            }
            in.take();
            Expr target = expressions.targets();
            in.expectKeyword("in");
            Expr iterable = expressions.disjunction();
            List<Expr> conditions = new ArrayList<>();
            while (in.skipKeyword("if")) {
                conditions.add(expressions.disjunction());
                expressions.checkCount(conditions);
            }
            clauses.add(new Expr.Clause(target, iterable, List.copyOf(conditions)));
            if (clauses.size() > MAX_CLAUSES) {
                throw in.source.error(at, "A comprehension has at most %d for".formatted(MAX_CLAUSES));
            }
        }
        return new Expr.Comprehension(at, kind, element, value, List.copyOf(clauses));
    }
}
