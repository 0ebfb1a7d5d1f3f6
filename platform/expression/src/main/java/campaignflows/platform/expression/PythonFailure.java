package campaignflows.platform.expression;

/**
 * An error of running code.
 *
 * @param type as Python names it, such as {@code ZeroDivisionError}
 * @param line of the code, counted from 1
 */
public record PythonFailure(String type, String message, int line) {
    /** In one line, as Python says it at the end of a traceback. */
    public String text() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
