package campaignflows.e2e.system;

import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests one system that they share: started for the first that asks, closed after the last of the build; the end of its logs is
 * printed when a test fails.
 */
public abstract class SharedResolver<T extends AutoCloseable>
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private final Class<T> type;
    private final Supplier<T> start;
    private final Function<T, LocalSystem> system;

    /**
     * A resolver of parameters of this type.
     *
     * @param system whose logs tell of a failure
     */
    protected SharedResolver(Class<T> type, Supplier<T> start, Function<T, LocalSystem> system) {
        this.type = type;
        this.start = start;
        this.system = system;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).computeIfAbsent(type, key -> start.get(), type);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        report(context);
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        report(context);
        throw failure;
    }

    private void report(ExtensionContext context) {
        T shared = store(context).get(type, type);
        if (shared != null) {
            System.out.println("e2e: failed: " + context.getDisplayName());
            system.apply(shared).printTails();
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(SharedResolver.class));
    }
}
