package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.CompileException;
import java.util.List;

/** From text to syntax tree. Nothing but a {@link CompileException} comes of a text that is none. */
public final class Parsing {
    private Parsing() {}

    public static Expr expression(Source source) {
        int from = 0;
        String text = source.text();
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        checkStart(source);
        return ExpressionParser.parse(source, from, text.length(), 0);
    }

    public static List<Stmt> script(Source source) {
        checkStart(source);
        return new StatementParser(source).script();
    }

    private static void checkStart(Source source) {
        int nul = source.text().indexOf('\0');
        if (nul >= 0) {
            throw source.error(nul, "The code holds a NUL character");
        }
    }
}
