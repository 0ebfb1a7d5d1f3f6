package campaignflows.local.process;

import campaignflows.local.child.ParentProcessWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** A Java child that ends with its launcher and notes when it is asked to end. */
public final class DummyChild {
    private DummyChild() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ParentProcessWatch.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note(folder)));
        Files.writeString(folder.resolve("java-started"), "");
        new CountDownLatch(1).await();
    }

    private static void note(Path folder) {
        try {
            Files.writeString(folder.resolve("order"), "java\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
