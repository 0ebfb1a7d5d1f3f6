package campaignflows.local.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CombinedLogTest {
    @TempDir
    Path folder;

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameTheProcessOnEachLineAndKeepAFileForEach() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (CombinedLog log =
                new CombinedLog(folder, new PrintStream(terminal, false, StandardCharsets.UTF_8), false)) {
            log.copy("kafka", text("one\r\nzwölf\n"));
            log.copy("api-gateway", text("no end of line"));
            log.announce("ready");
        }

        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        kafka                 | one
                        kafka                 | zwölf
                        api-gateway           | no end of line
                        ready
                        """);
        assertThat(folder.resolve("kafka.log")).hasContent("one\nzwölf\n");
        assertThat(folder.resolve("api-gateway.log")).hasContent("no end of line\n");
    }

    @Test
    @Timeout(30)
    void shouldNotHoldUpAProcessWhenNobodyReads() {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        CombinedLog log = new CombinedLog(folder, new PrintStream(stuck, true, StandardCharsets.UTF_8), false);

        log.copy("kafka", text("line\n".repeat(50_000)));

        log.close();
        never.countDown();
        assertThat(folder.resolve("kafka.log")).hasSize(250_000);
    }

    @Test
    void shouldBoundTheDiskThatALogTakes() throws IOException {
        try (LogFile file = new LogFile(folder.resolve("x.log"), 1_000)) {
            for (int i = 0; i < 500; i++) {
                file.append("line " + i, true);
            }
        }

        assertThat(Files.size(folder.resolve("x.log"))).isLessThanOrEqualTo(1_000);
        assertThat(Files.size(folder.resolve("x.log.1"))).isLessThanOrEqualTo(1_000);
        assertThat(Files.readString(folder.resolve("x.log"))).endsWith("line 499\n");
    }
}
