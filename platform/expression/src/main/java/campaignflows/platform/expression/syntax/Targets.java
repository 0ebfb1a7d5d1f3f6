package campaignflows.platform.expression.syntax;

import java.util.List;

/** What can be assigned to: names, items of lists and dicts, and tuples or lists of these. */
final class Targets {
    private Targets() {}

    static void check(Source source, Expr target) {
        switch (target) {
            case Expr.Name name -> {}
            case Expr.Subscript(int at, Expr of, Expr index) -> {
                if (index instanceof Expr.Slice) {
                    throw source.error(at, "A slice cannot be assigned to: make a new list");
                }
            }
            case Expr.TupleDisplay(int at, List<Expr> items) -> checkAll(source, items);
            case Expr.ListDisplay(int at, List<Expr> items) -> checkAll(source, items);
            case Expr.Attribute attribute ->
                throw source.error(
                        attribute.at(), "An attribute cannot be assigned to: return the updates of fields as a dict");
            case Expr.Starred starred ->
                throw source.error(starred.at(), "A starred target stands in a list of targets only");
            case Expr.Constant constant -> throw source.error(constant.at(), "A literal cannot be assigned to");
            default -> throw source.error(target.at(), "This cannot be assigned to");
        }
    }

    private static void checkAll(Source source, List<Expr> items) {
        boolean starred = false;
        for (Expr item : items) {
            if (item instanceof Expr.Starred(int at, Expr value)) {
                if (starred) {
                    throw source.error(at, "Only one of the targets can be starred");
                }
                starred = true;
                check(source, value);
            } else {
                check(source, item);
            }
        }
    }
}
