package campaignflows.local.child;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs another program's main class with a {@link ParentProcessWatch}: a service's own jar knows nothing of launchers. */
public final class ChildMain {
    private ChildMain() {}

    /** The first argument is the main class to run, the others are its own. */
    public static void main(String[] arguments) throws Throwable {
        ParentProcessWatch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
