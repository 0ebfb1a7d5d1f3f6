package campaignflows.communication.email;

import campaignflows.platform.web.outgoing.OutgoingAddresses;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection to a mail server: they connect only to addresses that may be reached, to the very one that
 * was resolved, and each step of a conversation has a deadline and a bound of bytes, however slowly or much a server talks.
 */
final class MailSockets extends SocketFactory {
    private static final long MAX_BYTES_PER_STEP = 1 << 20;

    private final OutgoingAddresses addresses;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Socket current;
    private volatile boolean expired;
    private volatile long bytesLeft = MAX_BYTES_PER_STEP;

    MailSockets(OutgoingAddresses addresses, ScheduledExecutorService timer) {
        this.addresses = addresses;
        this.timer = timer;
    }

    /** A step that closes the socket unless it is ended in time. */
    Step begin(Duration limit) {
        return begin(limit, MAX_BYTES_PER_STEP);
    }

    /** Likewise, with room for so many bytes of the server. */
    Step begin(Duration limit, long maxBytes) {
        expired = false;
        bytesLeft = maxBytes;
        Future<?> end = timer.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        return () -> end.cancel(false);
    }

    /** To be closed when the step is over. */
    interface Step extends AutoCloseable {
        @Override
        void close();
    }

    /** Closes the socket at once, without a word to the server. */
    void abort() {
        Socket socket = current;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                current = null;
            }
        }
    }

    private void expire() {
        expired = true;
        abort();
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Guarded();
        current = socket;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private final class Guarded extends Socket {
        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress resolved)) {
                throw new UnknownHostException("Expected an internet address");
            }
            InetSocketAddress checked = addresses.checked(resolved);
            if (expired) {
                throw new IOException("The deadline is over");
            }
            super.connect(checked, timeout);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    /** Ends when a server has said more in one step than any server has to say. */
    private final class Counted extends FilterInputStream {
        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            // Only the thread of the connection reads and begins steps.
            bytesLeft = bytesLeft - read;
            if (bytesLeft < 0) {
                throw new IOException("The server says too much");
            }
        }
    }
}
