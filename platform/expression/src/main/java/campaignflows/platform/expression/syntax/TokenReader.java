package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.syntax.Token.Kind;
import campaignflows.platform.values.ShownText;
import java.util.List;

/** Tokens read one after the other; it refuses to go deeper than a stack can bear. */
final class TokenReader {
    private static final int MAX_DEPTH = 100;
    private static final int SHOWN_TOKEN = 40;

    final Source source;
    private final List<Token> tokens;
    private int next;
    private int depth;

    TokenReader(Source source, List<Token> tokens, int depth) {
        this.source = source;
        this.tokens = tokens;
        this.depth = depth;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean isOperator(String text) {
        return peek().is(Kind.OPERATOR, text);
    }

    boolean isKeyword(String text) {
        return peek().is(Kind.KEYWORD, text);
    }

    boolean skipOperator(String text) {
        boolean there = isOperator(text);
        if (there) {
            take();
        }
        return there;
    }

    boolean skipKeyword(String text) {
        boolean there = isKeyword(text);
        if (there) {
            take();
        }
        return there;
    }

    Token expectOperator(String text) {
        if (!isOperator(text)) {
            throw unexpected("Expected " + text);
        }
        return take();
    }

    void expectKeyword(String text) {
        if (!skipKeyword(text)) {
            throw unexpected("Expected " + text);
        }
    }

    Token expectName(String what) {
        if (peek().kind() != Kind.NAME) {
            throw unexpected("Expected " + what);
        }
        return take();
    }

    CompileException unexpected(String expected) {
        Token token = peek();
        String found = switch (token.kind()) {
            case END -> "the code ends here";
            case NEWLINE -> "the line ends here";
            case INDENT -> "the line is indented";
            case DEDENT -> "the block ends here";
            case STRING -> "there is a string";
            case NAME, KEYWORD, NUMBER, OPERATOR -> "there is " + ShownText.shortened(token.text(), SHOWN_TOKEN);
        };
        return source.error(token.at(), expected + ", but " + found);
    }

    int depth() {
        return depth;
    }

    void deeper() {
        if (++depth > MAX_DEPTH) {
            throw source.error(peek().at(), "The code is nested too deeply");
        }
    }

    void up() {
        depth--;
    }
}
