package campaignflows.communication.email;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sender, and a mail server that does as it is told. */
@NullMarked
abstract class SmtpClientFixture {
    final SmtpClient sender = new SmtpClient(new SmtpConnections(Settings.with(Map.of()), Settings.ADDRESSES));

    /** For a server that says nothing; it must have the time to say what comes before. */
    final SmtpClient impatient = new SmtpClient(
            new SmtpConnections(Settings.with(Map.of("email.answer-timeout", "PT2S")), Settings.ADDRESSES));

    final UUID id = Ids.v7();
    FakeSmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeSmtpServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    static void speak(ServerSocket hostile, String word, long pauseMillis) {
        try (java.net.Socket client = hostile.accept()) {
            while (true) {
                client.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(pauseMillis * 1_000_000);
            }
        } catch (IOException e) {
            // The client has had enough.
            return;
        }
    }

    SendOutcome sendTo(String address) {
        Mail usual = mail("s", "b");
        return sender.send(
                serverAt(server.port(), 1, Security.NONE, null),
                new Mail(
                        usual.communicationId(),
                        usual.from(),
                        MailAddress.ofContact(address).orElseThrow(),
                        usual.subject(),
                        usual.body(),
                        usual.at()));
    }

    /** The server keeps bytes as characters. */
    static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    SendOutcome send(String subject, String body) {
        return sender.send(serverAt(server.port(), 1, Security.NONE, null), mail(subject, body));
    }

    SmtpServer serverAt(int port, int revision, Security security, @Nullable Credentials credentials) {
        return new SmtpServer(
                Ids.derived("channel"),
                revision,
                new EmailSettings("127.0.0.1", port, security, "Test <no-reply@example.com>"),
                login(credentials));
    }

    static @Nullable MailLogin login(@Nullable Credentials credentials) {
        String username = credentials == null ? null : credentials.username();
        String password = credentials == null ? null : credentials.password();
        return username == null || password == null ? null : new PasswordLogin(username, password);
    }

    Mail mail(String subject, String body) {
        return new Mail(
                id,
                MailAddress.parse("Test <no-reply@example.com>").orElseThrow(),
                MailAddress.ofContact("ann@example.org").orElseThrow(),
                subject,
                body,
                Instant.parse("2026-06-01T08:00:00Z"));
    }

    MimeMessage received(int index) throws Exception {
        return new MimeMessage(
                null,
                new ByteArrayInputStream(
                        server.mails().get(index).replace("\n..", "\n.").getBytes(StandardCharsets.ISO_8859_1)));
    }
}
