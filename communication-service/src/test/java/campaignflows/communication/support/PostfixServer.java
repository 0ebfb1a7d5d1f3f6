package campaignflows.communication.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Postfix in a folder of its own, on a port of loopback, from which no mail leaves. It has to be installed, and to be started as
 * root. Unknown users of the one domain are refused at once, those of the other one are taken and then reported.
 */
public final class PostfixServer implements AutoCloseable {
    /** Has the users ann, us and änn, whose folder is aenn; later is refused for now. */
    public static final String MAILBOXES = "mail.test";

    /** Has nobody, which shows only when a mail was taken. */
    public static final String BOUNCES = "bounces.test";

    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path root;
    private final int port;

    private PostfixServer(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    /** Its master gives up rights that it has to have, so nobody but root starts it. */
    public static boolean canStart() {
        return Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
    }

    public static PostfixServer start(TestCertificates certificates) {
        try {
            // Its own processes have to get there too, which a folder of the test's alone does not allow.
            Path root = Files.createTempDirectory(Path.of("/var/tmp"), "postfix-test");
            run("chmod", "755", root.toString());
            for (String folder : List.of("config", "queue", "data", "mail")) {
                Files.createDirectory(root.resolve(folder));
            }
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Path config = root.resolve("config");
            certificates.pem(config.resolve("cert.pem"));
            certificates.keyPem(config.resolve("key.pem"));
            Files.writeString(config.resolve("main.cf"), main(root));
            Files.writeString(config.resolve("master.cf"), master(port));
            run("chown", "postfix", root.resolve("data").toString());
            run("chown", "nobody", root.resolve("mail").toString());
            run(PROGRAM.toString(), "-c", config.toString(), "start");
            PostfixServer server = new PostfixServer(root, port);
            server.awaitPort();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String main(Path root) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/log
                maillog_file_prefixes = /var
                myhostname = postfix.test
                mydestination = %3$s
                alias_maps =
                local_recipient_maps =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                default_transport = error:5.7.1 outside
                relay_transport = error:5.7.1 outside
                virtual_mailbox_domains = %2$s
                virtual_mailbox_base = %1$s/mail
                virtual_mailbox_maps = inline:{ { ann@%2$s = ann/ }, { us@%2$s = us/ }, { later@%2$s = later/ }, { änn@%2$s = aenn/ } }
                virtual_uid_maps = static:65534
                virtual_gid_maps = static:65534
                smtpd_recipient_restrictions = check_recipient_access inline:{ { later@%2$s = 450 4.2.1 mailbox busy } }, permit_mynetworks, reject
                mynetworks = 127.0.0.0/8
                smtpd_tls_security_level = may
                smtpd_tls_cert_file = %1$s/config/cert.pem
                smtpd_tls_key_file = %1$s/config/key.pem
                smtpd_tls_received_header = yes
                biff = no
                """.formatted(root, MAILBOXES, BOUNCES);
    }

    private static String master(int port) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                proxywrite unix - - n - 1 proxymap
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                showq unix n - n - - showq
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                local unix - n n - - local
                virtual unix - n n - - virtual
                lmtp unix - - n - - lmtp
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port);
    }

    public int port() {
        return port;
    }

    /** The mail of a user that has the words in it; waits until it is there. */
    public String awaitMail(String user, String words) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> found =
                    mails(user).filter(mail -> mail.contains(words)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("No mail of " + user + " with " + words + ": " + log());
    }

    private Stream<String> mails(String user) {
        Path folder = root.resolve("mail").resolve(user).resolve("new");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(PostfixServer::read).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        Path log = root.resolve("log");
        return Files.exists(log) ? read(log) : "nothing in its log";
    }

    private void awaitPort() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        throw new AssertionError("Postfix does not listen: " + log());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            run(PROGRAM.toString(), "-c", root.resolve("config").toString(), "stop");
            run("rm", "-rf", root.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
