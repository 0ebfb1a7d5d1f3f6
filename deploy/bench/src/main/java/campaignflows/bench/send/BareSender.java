package campaignflows.bench.send;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor: messages of the same size to the same server over as many connections as a channel has, by loops that know
 * nothing but the protocol. No plan, no database, no look at the contact.
 */
final class BareSender {
    static final int CONNECTIONS = 8;

    private final int port;
    private final String text;

    /** How many were sent: each goes to somebody else. */
    private int sent;

    /** @param text what each message says */
    BareSender(int port, String text) {
        this.port = port;
        this.text = text;
    }

    /** Speaks one protocol. */
    private interface Protocol {
        void greet(InputStream in, OutputStream out) throws IOException;

        void send(InputStream in, OutputStream out, int number) throws IOException;
    }

    /** Messages a second. */
    double mails(int count) {
        return send(count, new Protocol() {
            @Override
            public void greet(InputStream in, OutputStream out) throws IOException {
                answer(in);
                say(in, out, "EHLO bench\r\n");
            }

            @Override
            public void send(InputStream in, OutputStream out, int number) throws IOException {
                say(in, out, "MAIL FROM:<bench@example.com>\r\n");
                say(in, out, "RCPT TO:<floor-" + number + "@bench.example>\r\n");
                say(in, out, "DATA\r\n");
                say(
                        in,
                        out,
                        "Date: Mon, 1 Jun 2026 08:00:00 +0000\r\nFrom: Bench <bench@example.com>\r\nTo: floor-" + number
                                + "@bench.example\r\nMessage-ID: <" + number
                                + "@bench.example>\r\nSubject: Your payment\r\nMIME-Version: 1.0\r\n"
                                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.replace("\n", "\r\n")
                                + "\r\n.\r\n");
            }
        });
    }

    /** Messages a second. */
    double telegrams(int count) {
        return send(count, new Protocol() {
            @Override
            public void greet(InputStream in, OutputStream out) {
                // HTTP's client speaks first.
            }

            @Override
            public void send(InputStream in, OutputStream out, int number) throws IOException {
                byte[] body = "{\"chat_id\":%d,\"text\":\"%s\"}"
                        .formatted(900_000_000L + number, text.replace("\n", "\\n"))
                        .getBytes(StandardCharsets.UTF_8);
                out.write(
                        ("POST /botbench/sendMessage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: " + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                out.write(body);
                out.flush();
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.startsWith("Content-Length:")) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                in.readNBytes(length);
            }
        });
    }

    private double send(int count, Protocol protocol) {
        AtomicInteger next = new AtomicInteger(sent);
        sent += count;
        int end = sent;
        long since = System.nanoTime();
        try (ExecutorService loops = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(loops.submit(() -> loop(end, next, protocol)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return count / ((System.nanoTime() - since) / 1e9);
    }

    private Void loop(int end, AtomicInteger next, Protocol protocol) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new java.io.BufferedOutputStream(socket.getOutputStream());
            protocol.greet(in, out);
            for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                protocol.send(in, out, number);
            }
        }
        return null;
    }

    private static void say(InputStream in, OutputStream out, String command) throws IOException {
        out.write(command.getBytes(StandardCharsets.UTF_8));
        out.flush();
        answer(in);
    }

    /** To the end of an answer of several lines. */
    private static void answer(InputStream in) throws IOException {
        String line = line(in);
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line(in);
        }
        if (!line.startsWith("2") && !line.startsWith("3")) {
            throw new IOException("Expected the sink to take everything, but it says " + line);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Expected an answer, but the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
