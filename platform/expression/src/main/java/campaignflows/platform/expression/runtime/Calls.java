package campaignflows.platform.expression.runtime;

/** Calling whatever can be called. */
public final class Calls {
    private Calls() {}

    public static Object call(Evaluation run, Object callee, Arguments arguments) {
        run.step(1);
        return switch (callee) {
            case PyFunction function -> function.call(run, arguments);
            case Builtin builtin -> {
                run.step(Work.arguments(arguments));
                yield builtin.body().call(run, arguments);
            }
            case BoundMethod method -> Attributes.call(run, method.target(), method.name(), arguments);
            case PyType type -> {
                run.step(Work.arguments(arguments));
                yield Constructors.make(run, type, arguments);
            }
            default -> throw PythonError.type("'%s' object is not callable".formatted(Types.name(callee)));
        };
    }
}
