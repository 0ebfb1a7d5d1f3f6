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
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            if (!reply(out, "CONNECT", "220 ready")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                commands.add(line);
                String usual = switch (command) {
                    case "DATA" -> "354 go on";
                    case "EHLO" -> greeting();
                    case "AUTH" -> "235 welcome";
                    default -> "250 ok";
                };
                if (!reply(out, command, usual)) {
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

    private String greeting() {
        StringBuilder lines = new StringBuilder("250-fake\r\n");
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
