package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Formatting;
import campaignflows.platform.expression.runtime.Repr;
import campaignflows.platform.expression.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/** Makes closures of f-strings. */
final class FormatCompiler {
    private final ExpressionCompiler expressions;

    FormatCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    /** A part of the text. */
    @FunctionalInterface
    private interface PartCode {
        String eval(Frame frame);
    }

    Code compile(Expr.Formatted formatted, Scope scope) {
        PartCode text = parts(formatted.parts(), scope);
        return text::eval;
    }

    private PartCode parts(List<Expr.Part> parts, Scope scope) {
        List<PartCode> codes = new ArrayList<>();
        for (Expr.Part part : parts) {
            codes.add(
                    switch (part) {
                        case Expr.Part.Text(String text) -> frame -> text;
                        case Expr.Part.Value value -> value(value, scope);
                    });
        }
        PartCode[] all = codes.toArray(new PartCode[0]);
        return frame -> {
            StringBuilder out = new StringBuilder();
            for (PartCode part : all) {
                String text = part.eval(frame);
                frame.run.allocate(2L * text.length());
                out.append(text);
            }
            return frame.run.made(out.toString());
        };
    }

    private PartCode value(Expr.Part.Value part, Scope scope) {
        Code value = expressions.compile(part.value(), scope);
        PartCode format = part.format().isEmpty() ? frame -> "" : parts(part.format(), scope);
        char conversion = part.conversion();
        return frame -> {
            Object given = value.eval(frame);
            Object shown = switch (conversion) {
                case 's' -> Repr.str(frame.run, given);
                case 'r' -> Repr.of(frame.run, given);
                case 'a' -> Repr.ascii(frame.run, given);
                default -> given;
            };
            return Formatting.of(frame.run, shown, format.eval(frame));
        };
    }
}
