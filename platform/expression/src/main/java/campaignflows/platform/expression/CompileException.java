package campaignflows.platform.expression;

/** The code is not of the supported subset of Python. It says where, and what to write instead where that is known. */
public final class CompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    /**
     * A problem of the code.
     *
     * @param line   counted from 1
     * @param column counted from 1, in characters
     */
    public CompileException(String problem, int line, int column) {
        super("Line %d, column %d: %s".formatted(line, column, MessageText.of(problem)), null, false, false);
        this.line = line;
        this.column = column;
        this.problem = MessageText.of(problem);
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The problem without its place. */
    public String problem() {
        return problem;
    }
}
