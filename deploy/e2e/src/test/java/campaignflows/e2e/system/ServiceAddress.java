package campaignflows.e2e.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One address before replicas, as a Service of Kubernetes is: each new connection goes to the replica that is in place at that
 * moment, and those that are open stay where they are.
 */
public final class ServiceAddress implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile URI replica;

    public ServiceAddress(URI replica) {
        this.replica = replica;
        try {
            this.listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** From now on connections go to that one. */
    public void leadTo(URI other) {
        replica = other;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> join(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.out.println("e2e: a connection was not accepted: " + e);
                }
            }
        }
    }

    private void join(Socket client) {
        URI now = replica;
        try (client;
                Socket server = new Socket()) {
            server.connect(new InetSocketAddress(now.getHost(), now.getPort()));
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            threads.execute(() -> pass(server, client));
            pass(client, server);
        } catch (IOException e) {
            // The client sees its connection closed, as it would without us.
        }
    }

    /** The end of one direction is passed on too, and either side's failure ends both. */
    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed for us.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
