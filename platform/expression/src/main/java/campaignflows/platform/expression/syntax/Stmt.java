package campaignflows.platform.expression.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as it is written. {@code at} is its place in the source. */
public sealed interface Stmt {
    int at();

    record Evaluate(int at, Expr value) implements Stmt {}

    /** {@code a = b = value}: the targets from left to right. */
    record Assign(int at, List<Expr> targets, Expr value) implements Stmt {}

    /** {@code target += value}; the operator without its equals sign. */
    record Augment(int at, Expr target, String operator, Expr value) implements Stmt {}

    record If(int at, Expr test, List<Stmt> then, List<Stmt> otherwise) implements Stmt {}

    record While(int at, Expr test, List<Stmt> body, List<Stmt> otherwise) implements Stmt {}

    record For(int at, Expr target, Expr iterable, List<Stmt> body, List<Stmt> otherwise) implements Stmt {}

    record Define(int at, String name, List<Expr.Parameter> parameters, List<Stmt> body) implements Stmt {}

    record Return(int at, @Nullable Expr value) implements Stmt {}

    record Break(int at) implements Stmt {}

    record Continue(int at) implements Stmt {}

    record Pass(int at) implements Stmt {}
}
