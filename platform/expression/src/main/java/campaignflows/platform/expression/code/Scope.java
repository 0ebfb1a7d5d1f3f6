package campaignflows.platform.expression.code;

import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.expression.syntax.Stmt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a script, function, lambda or comprehension assigns, each with its slot. */
final class Scope {
    /** Whose scope it is: that decides what an unassigned name is called. */
    enum Kind {
        SCRIPT,
        FUNCTION,
        COMPREHENSION
    }

    private final Kind kind;
    private final @Nullable Scope parent;
    private final Map<String, Integer> slots = new HashMap<>();
    private @Nullable String contextParameter;

    Scope(Kind kind, @Nullable Scope parent) {
        this.kind = kind;
        this.parent = parent;
    }

    /** A variable: that many scopes out, in that slot. */
    record Variable(Kind kind, int depth, int slot) {}

    Kind kind() {
        return kind;
    }

    int size() {
        return slots.size();
    }

    int declare(String name) {
        return slots.computeIfAbsent(name, unused -> slots.size());
    }

    /** The parameter of a script's run function. */
    void declareContext(String name) {
        contextParameter = name;
    }

    @Nullable
    Variable find(String name) {
        int depth = 0;
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Integer slot = scope.slots.get(name);
            if (slot != null) {
                return new Variable(scope.kind, depth, slot);
            }
            depth++;
        }
        return null;
    }

    /** Whether the name is the context here and nothing else. */
    boolean isContext(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.slots.containsKey(name)) {
                return name.equals(scope.contextParameter);
            }
        }
        return false;
    }

    void declareTargets(Expr target) {
        switch (target) {
            case Expr.Name name -> declare(name.id());
            case Expr.TupleDisplay tuple -> tuple.items().forEach(this::declareTargets);
            case Expr.ListDisplay list -> list.items().forEach(this::declareTargets);
            case Expr.Starred starred -> declareTargets(starred.value());
            default -> {}
        }
    }

    /** Everything that the statements assign, not going into functions. */
    void declareAll(List<Stmt> body) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Assign assign -> assign.targets().forEach(this::declareTargets);
                case Stmt.Augment augment -> declareTargets(augment.target());
                case Stmt.Define define -> declare(define.name());
                case Stmt.If branch -> {
                    declareAll(branch.then());
                    declareAll(branch.otherwise());
                }
                case Stmt.While loop -> {
                    declareAll(loop.body());
                    declareAll(loop.otherwise());
                }
                case Stmt.For loop -> {
                    declareTargets(loop.target());
                    declareAll(loop.body());
                    declareAll(loop.otherwise());
                }
                case Stmt.Evaluate evaluate -> {}
                case Stmt.Return returned -> {}
                case Stmt.Break end -> {}
                case Stmt.Continue next -> {}
                case Stmt.Pass pass -> {}
            }
        }
    }
}
