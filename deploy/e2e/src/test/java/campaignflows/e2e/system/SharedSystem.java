package campaignflows.e2e.system;

import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Gives tests the one system of the build. */
public final class SharedSystem extends SharedResolver<LocalSystem> {
    public SharedSystem() {
        super(LocalSystem.class, LocalSystem::startFresh, Function.identity());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (super.resolveParameter(parameter, context) instanceof LocalSystem system && system.isStarted()) {
            return system;
        }
        throw new ParameterResolutionException("The shared system was ended before "
                + context.getRequiredTestClass().getSimpleName()
                + ": give the class an @Order below that of ShutdownE2EIT");
    }
}
