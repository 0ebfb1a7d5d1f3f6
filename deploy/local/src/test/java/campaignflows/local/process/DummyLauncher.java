package campaignflows.local.process;

import campaignflows.local.log.CombinedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/** A launcher of three small children, as a process of its own so that a test can kill it. */
public final class DummyLauncher {
    private DummyLauncher() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        CombinedLog log = new CombinedLog(folder, System.out, false);
        PidFile pids = new PidFile(folder.resolve("pids"));
        DetachedCommand detached = DetachedCommand.available();
        Watchdog watchdog =
                new Watchdog(folder.resolve("pids"), folder.resolve("postmaster.pid"), detached, pids, log::say);
        Children children = new Children(detached, pids, log);
        Map<String, String> environment = Map.of("FOLDER", folder.toString());
        children.start(ChildSpec.of(
                "java",
                JavaCommand.ofThisProcess(folder, AotCaches.usedFrom(folder))
                        .main(DummyChild.class, List.of("-Xmx32m"), List.of(folder.toString())),
                environment,
                folder));
        children.start(
                ChildSpec.of("shell", shell("trap 'echo shell >> \"$FOLDER/order\"; exit' TERM"), environment, folder));
        children.start(ChildSpec.of("deaf", shell("trap '' TERM HUP INT"), environment, folder));
        CountDownLatch stop = new CountDownLatch(1);
        Signal.handle(new Signal("TERM"), signal -> stop.countDown());
        while (!Files.exists(folder.resolve("java-started")) || !Files.exists(folder.resolve("shell-started"))) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Files.writeString(folder.resolve("started"), "");
        stop.await();
        children.beginStop();
        children.stop(List.of("java"), Duration.ofSeconds(5));
        children.stop(List.of("shell", "deaf"), Duration.ofSeconds(1));
        pids.clear();
        watchdog.close();
        System.exit(0);
    }

    private static List<String> shell(String trap) {
        return List.of("sh", "-c", trap + "; : > \"$FOLDER/shell-started\"; while :; do sleep 0.1; done");
    }
}
