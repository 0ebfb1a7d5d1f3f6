package campaignflows.e2e.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives the tests of one build one system, started by the first of them; prints the end of its logs when one fails. */
public final class SharedSystem
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Namespace OURS = Namespace.create(SharedSystem.class);
    private static final String SYSTEM = "system";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalSystem system = context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(SYSTEM, key -> LocalSystem.startFresh(), LocalSystem.class);
        if (!system.isStarted()) {
            throw new ParameterResolutionException("The shared system was ended before "
                    + context.getRequiredTestClass().getSimpleName()
                    + ": give the class an @Order below that of ShutdownE2EIT");
        }
        return system;
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

    private static void report(ExtensionContext context) {
        LocalSystem system = context.getRoot().getStore(OURS).get(SYSTEM, LocalSystem.class);
        if (system != null) {
            System.out.println("e2e: failed: " + context.getDisplayName());
            system.printTails();
        }
    }
}
