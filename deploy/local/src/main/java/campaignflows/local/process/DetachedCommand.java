package campaignflows.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes commands run in a session of their own, so that Ctrl-C in the terminal reaches only the launcher, which stops the
 * others in order. The prefix execs the program, so the process that is started is the program itself.
 */
public final class DetachedCommand {
    private static final String PERL_SETSID = "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\\n\"";

    private final List<String> prefix;

    private DetachedCommand(List<String> prefix) {
        this.prefix = prefix;
    }

    /** What this machine offers: setsid on Linux, perl on macOS, else nothing. */
    public static DetachedCommand available() {
        if (isOnPath("setsid")) {
            return new DetachedCommand(List.of("setsid"));
        }
        if (isOnPath("perl")) {
            return new DetachedCommand(List.of("perl", "-MPOSIX", "-e", PERL_SETSID, "--"));
        }
        return new DetachedCommand(List.of());
    }

    List<String> wrap(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Whether a program of that name can be run. */
    public static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
