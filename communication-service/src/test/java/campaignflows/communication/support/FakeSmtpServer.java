package campaignflows.communication.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that misbehaves as told: it answers a command with another line, hangs up at it, or says nothing. What it
 * has taken, be it answered or not, can be counted.
 */
public final class FakeSmtpServer implements AutoCloseable {
    /** Hang up instead of answering. */
    public static final String HANG_UP = "HANG UP";
    /** Say nothing and keep the connection. */
    public static final String SILENCE = "SILENCE";
    /** The step after the mail's closing dot. */
    public static final String DOT = ".";

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> silentFor = mail -> false;
    private volatile List<String> extensions = List.of();
    private volatile @Nullable SSLContext tls;
    private volatile boolean tlsAtOnce;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public FakeSmtpServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on answers the command (its first word in capitals, {@code CONNECT} for the greeting) with this. */
    public FakeSmtpServer answer(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** Never answers the closing dot of such mails; others are served. */
    public FakeSmtpServer silentFor(Predicate<String> mail) {
        silentFor = mail;
        return this;
    }

    /** What it says after EHLO that it can do. */
    public FakeSmtpServer offers(String... names) {
        extensions = List.of(names);
        return this;
    }

    /** Speaks TLS with this certificate: from the first byte, or after STARTTLS. */
    public FakeSmtpServer speaksTls(SSLContext context, boolean atOnce) {
        tls = context;
        tlsAtOnce = atOnce;
        return this;
    }

    /** The lines of all commands, bytes as characters. */
    public List<String> commands() {
        return commands;
    }

    public void behave() {
        answers.clear();
    }

    /** Mails whose closing dot arrived, whatever was answered. */
    public List<String> mails() {
        return mails;
    }

    public long count(Predicate<String> mail) {
        return mails.stream().filter(mail).count();
    }

    public int connections() {
        return connections.get();
    }

    /** Hangs up on all who are connected. */
    public void hangUp() {
        for (Socket one : open) {
            try {
                one.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            SSLContext context = tls;
            if (context == null || !tlsAtOnce) {
                serve(client, context != null, true);
            } else {
                serve(upgraded(client, context), false, true);
            }
        } catch (IOException e) {
            open.remove(client);
        }
    }

    private static Socket upgraded(Socket client, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private void serve(Socket client, boolean offersTls, boolean greets) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            if (greets && !reply(out, "CONNECT", "220 ready")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                commands.add(line);
                String usual = switch (command) {
                    case "DATA" -> "354 go on";
                    case "EHLO" -> greeting(offersTls);
                    case "STARTTLS" -> "220 go on";
                    case "AUTH" -> "235 welcome";
                    default -> "250 ok";
                };
                if (!reply(out, command, usual)) {
                    return;
                }
                SSLContext context = tls;
                if (command.equals("STARTTLS") && context != null && !answers.containsKey("STARTTLS")) {
                    serve(upgraded(client, context), false, false);
                    return;
                }
                if (command.equals("DATA") && !answers.containsKey("DATA")) {
                    List<String> lines = new ArrayList<>();
                    String text = in.readLine();
                    while (text != null && !text.equals(".")) {
                        lines.add(text);
                        text = in.readLine();
                    }
                    if (text == null) {
                        return;
                    }
                    String mail = String.join("\n", lines);
                    mails.add(mail);
                    if (silentFor.test(mail)) {
                        in.readLine();
                        return;
                    }
                    if (!reply(out, DOT, "250 taken")) {
                        return;
                    }
                }
                if (command.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client is gone.
            open.remove(client);
        }
    }

    private String greeting(boolean offersTls) {
        StringBuilder lines = new StringBuilder("250-fake\r\n");
        if (offersTls) {
            lines.append("250-STARTTLS\r\n");
        }
        extensions.forEach(name -> lines.append("250-").append(name).append("\r\n"));
        return lines.append("250 ok").toString();
    }

    private boolean reply(OutputStream out, String command, String usual) throws IOException {
        String answer = answers.getOrDefault(command, usual);
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (!answer.equals(SILENCE)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        hangUp();
    }
}
