package campaignflows.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run one child, the same way each time it is started.
 *
 * @param environment added to the launcher's own
 * @param stop how the process is asked to end
 * @param beforeStart runs before every start, in the child's own thread; if it throws, that counts as a start that failed
 */
public record ChildSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        StopRequest stop,
        Runnable beforeStart) {

    /** The signal that means "end in order" to a program. */
    public enum StopRequest {
        TERMINATE,
        /** For PostgreSQL, to which SIGTERM means "when the last client has gone". */
        INTERRUPT
    }

    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (!name.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("Expected a name of letters and hyphens, but it was " + name);
        }
    }

    public static ChildSpec of(String name, List<String> command, Map<String, String> environment, Path directory) {
        return new ChildSpec(name, command, environment, directory, StopRequest.TERMINATE, () -> {});
    }
}
