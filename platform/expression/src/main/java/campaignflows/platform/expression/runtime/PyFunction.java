package campaignflows.platform.expression.runtime;

/** A function or lambda of the code. */
public abstract class PyFunction {
    private final String name;

    protected PyFunction(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public abstract Object call(Evaluation run, Arguments arguments);
}
