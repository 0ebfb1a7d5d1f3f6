package campaignflows.engine.value;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.PythonExpression;
import campaignflows.platform.expression.PythonFailure;
import campaignflows.platform.expression.PythonResult;
import campaignflows.platform.values.FieldValue;
import java.util.List;

/**
 * A Python expression as an operand.
 *
 * @param fit converts its result for its use, as a literal would be
 */
record ExpressionOperand(PythonExpression expression, ExpressionFields fields, Fit fit) implements Operand {

    /** Converts values of the expression for their use. */
    @FunctionalInterface
    interface Fit {
        Resolved of(List<FieldValue> values, boolean list, WalkView view);
    }

    static ExpressionOperand compile(String code, ExpressionFields fields, Fit fit, String setting) {
        try {
            return new ExpressionOperand(PythonExpression.compile(code, fields), fields, fit);
        } catch (CompileException e) {
            throw new InvalidSettingException(setting + " is not a valid expression. " + e.getMessage());
        }
    }

    @Override
    public Resolved resolve(WalkView view) {
        return of(expression.evaluate(fields.in(view), view.code().within(Limits.EXPRESSION)), fit, view);
    }

    static Resolved of(PythonResult result, Fit fit, WalkView view) {
        return switch (result) {
            case PythonResult.Nothing() -> new Resolved.Unset("The expression gave None", true);
            case PythonResult.One(FieldValue value) -> fit.of(List.of(value), false, view);
            case PythonResult.Many(List<FieldValue> values) -> fit.of(values, true, view);
            case PythonResult.Unfit(String reason) -> new Resolved.Impossible(reason);
            case PythonResult.Failed(PythonFailure failure) ->
                new Resolved.Impossible(
                        "The expression failed in line %d: %s".formatted(failure.line(), failure.text()));
        };
    }

    /** One value, as it is. */
    static Resolved single(List<FieldValue> values, boolean list, WalkView view) {
        return list
                ? new Resolved.Impossible("The expression gave a list, but one value is wanted")
                : new Resolved.Values(values);
    }

    /** One value for a field: a text without outer white space; an empty text is no value. */
    static Resolved written(List<FieldValue> values, boolean list, WalkView view) {
        if (!list && values.getFirst() instanceof FieldValue.Text(String text)) {
            String bare = text.strip();
            return bare.isEmpty()
                    ? new Resolved.Unset("The expression gave an empty text")
                    : new Resolved.Values(List.of(new FieldValue.Text(bare)));
        }
        return single(values, list, view);
    }
}
