package campaignflows.platform.expression.runtime;

/** A function that Python brings along. */
public record Builtin(String name, Body body) {
    /** What it does. */
    @FunctionalInterface
    public interface Body {
        Object call(Evaluation run, Arguments arguments);
    }
}
