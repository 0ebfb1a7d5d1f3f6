package campaignflows.platform.expression.code;

import campaignflows.platform.expression.syntax.Stmt;

/** Whether a function gives its first parameter another value: then nothing is known about what it has. */
final class Reassignment {
    private Reassignment() {}

    static boolean of(Stmt.Define define) {
        Scope assigned = new Scope(Scope.Kind.FUNCTION, null);
        assigned.declareAll(define.body());
        return assigned.find(define.parameters().getFirst().name()) != null;
    }
}
