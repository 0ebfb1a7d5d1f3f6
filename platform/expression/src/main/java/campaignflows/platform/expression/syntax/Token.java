package campaignflows.platform.expression.syntax;

/**
 * A piece of code that is not divided further.
 *
 * @param text of names, keywords, operators and numbers; of strings what stands between prefix and quotes included
 * @param at   where it begins
 * @param end  the place after it
 */
record Token(Kind kind, String text, int at, int end) {
    enum Kind {
        NAME,
        KEYWORD,
        NUMBER,
        STRING,
        OPERATOR,
        NEWLINE,
        INDENT,
        DEDENT,
        END
    }

    boolean is(Kind wantedKind, String wanted) {
        return kind == wantedKind && text.equals(wanted);
    }
}
