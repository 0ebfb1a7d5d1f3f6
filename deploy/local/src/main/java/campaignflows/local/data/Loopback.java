package campaignflows.local.data;

import campaignflows.local.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;

/** Questions about ports of this machine's loopback address, the only one that anything here binds to. */
public final class Loopback {
    public static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 500;

    private Loopback() {}

    /** Refuses, naming the option, if another process listens at the port or holds it. */
    public static void requireFree(int port, String option) {
        if (isForbidden(port)) {
            throw new StartException("Port " + port + " is reserved for privileged programs on this machine. Choose"
                    + " another port with " + option + " N.");
        }
        if (!isFree(port) || somebodyAnswers(port)) {
            throw new StartException("Port " + port + " is taken by another program. Stop that one, or choose another"
                    + " port with " + option + " N.");
        }
    }

    private static boolean isForbidden(int port) {
        try (ServerSocket socket = bind(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return port < 1024 && String.valueOf(e.getMessage()).contains("ermission denied");
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A listener on IPv6 only does not hinder us from binding, but browsers that try ::1 first would meet it. */
    private static boolean somebodyAnswers(int port) {
        try {
            for (InetAddress address : InetAddress.getAllByName("localhost")) {
                if (answers(address, port)) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            return false;
        }
        return false;
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The address itself, which no look-up can turn into another. */
    public static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a server accepts connections at the port. */
    public static boolean accepts(int port) {
        return answers(address(), port);
    }

    /** Two ports that were free a moment ago. */
    public static List<Integer> twoFreePorts() {
        try (ServerSocket one = bind(0);
                ServerSocket other = bind(0)) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new StartException("Found no free port: " + e, e);
        }
    }
}
