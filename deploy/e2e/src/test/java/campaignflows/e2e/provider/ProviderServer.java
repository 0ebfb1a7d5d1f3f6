package campaignflows.e2e.provider;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Listens on loopback and gives each connection a thread of its own, until it is closed. */
abstract class ProviderServer implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int LONGEST_LINE = 100_000;

    private final ServerSocket socket;
    private final Deliveries deliveries = new Deliveries();

    ProviderServer(String name) {
        try {
            socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name(name).daemon().start(this::accept);
    }

    public final int port() {
        return socket.getLocalPort();
    }

    /** What it has taken. */
    public final Deliveries deliveries() {
        return deliveries;
    }

    /** Speaks with one client until it goes. */
    abstract void serve(InputStream in, OutputStream out) throws IOException;

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                // Closed, or a client that went at once.
                continue;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            serve(new BufferedInputStream(client.getInputStream()), new BufferedOutputStream(client.getOutputStream()));
        } catch (IOException e) {
            // The client was killed, which is what it is there for.
            return;
        }
    }

    /** Without its end; null when the client is gone. */
    static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public final void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
