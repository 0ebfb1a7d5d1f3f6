package campaignflows.platform.expression.code;

import campaignflows.platform.expression.Environment;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.PythonError;
import java.util.Set;

/** Compiled code, ready to be evaluated by any number of threads at once. */
public final class Program {
    /** What an evaluation fails with that ended by a defect of the evaluator. */
    public static final String DEFECT = "SystemError";

    private final Code code;
    private final Set<Integer> fields;
    private final int weight;

    Program(Code code, Set<Integer> fields, int weight) {
        this.code = code;
        this.fields = fields;
        this.weight = weight;
    }

    /** The fields that it may ask for or write, by the numbers that the names gave them. */
    public Set<Integer> fields() {
        return fields;
    }

    /** What the evaluation came to. */
    public sealed interface Outcome {
        /** A value of Python. */
        record Value(Object value) implements Outcome {}

        record Failure(PythonError error, int line) implements Outcome {}
    }

    public Outcome evaluate(Environment environment, Limits limits) {
        Evaluation run = new Evaluation(environment, limits);
        Outcome outcome = evaluate(run);
        environment.used(run.steps(), run.nanos());
        return outcome;
    }

    private Outcome evaluate(Evaluation run) {
        try {
            run.step(weight);
            return new Outcome.Value(code.eval(new Frame(run, 0, null)));
        } catch (PythonError e) {
            return new Outcome.Failure(e, run.line());
        } catch (StackOverflowError e) {
            // The limit of depth should have come first; the stack of this thread is smaller than it was made for.
            return failure("RecursionError", "maximum recursion depth exceeded", run);
        } catch (OutOfMemoryError e) {
            // The limit of bytes should have come first; others need the memory more.
            return failure("MemoryError", "there is not enough memory", run);
        } catch (ArithmeticException e) {
            return failure("OverflowError", "a number is too large", run);
        } catch (RuntimeException e) {
            // A defect of ours ends this evaluation like an error of the code, and whoever walks goes on.
            return failure(DEFECT, "the evaluator failed with " + e.getClass().getSimpleName(), run);
        }
    }

    private static Outcome failure(String type, String text, Evaluation run) {
        return new Outcome.Failure(PythonError.of(type, text), run.line());
    }
}
