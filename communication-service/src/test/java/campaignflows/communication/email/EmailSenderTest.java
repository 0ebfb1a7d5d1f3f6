package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class EmailSenderTest {
    private final EmailSender sender = new EmailSender(new SmtpConnections(Settings.with(Map.of()), Settings.ADDRESSES));
    private final EmailSender impatient =
            new EmailSender(new SmtpConnections(
                    Settings.with(Map.of("email.answer-timeout", "PT0.5S")), Settings.ADDRESSES));
    private final UUID id = Ids.v7();
    private FakeSmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeSmtpServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldSendReadableUtf8WithOurMessageId() throws Exception {
        SendOutcome outcome = send("Zahlung fällig – 3 €", "Guten Tag,\nfällig.\n.\nEnde 🚀");

        assertThat(outcome).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        MimeMessage mail = received(0);
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@example.com>");
        assertThat(mail.getSubject()).isEqualTo("Zahlung fällig – 3 €");
        assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("Guten Tag,\nfällig.\n.\nEnde 🚀");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Test <no-reply@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void shouldUseOneConnectionForManyMails() {
        for (int i = 0; i < 5; i++) {
            assertThat(send("s", "b" + i)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        }

        assertThat(server.mails()).hasSize(5);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void shouldNotLetASubjectBeginAnotherHeader() throws Exception {
        send("Hello\r\nBcc: victim@example.org\r\n\r\nbody", "text");

        MimeMessage mail = received(0);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Hello Bcc: victim@example.org body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nRCPT TO:<victim@example.org>",
                "a@b.example, victim@example.org",
                "Name <a@b.example>",
                "a b@example.org",
                "@example.org",
                "a@",
                "group: a@b.example;",
                "a@b.example\u0000"
            })
    void shouldTakeNothingButOneBareAddressForARecipient(String address) {
        assertThat(Mailbox.ofContact(address)).isEmpty();
    }

    @Test
    void shouldReachInternationalDomains() {
        assertThat(Mailbox.ofContact("ann@bücher.example"))
                .isEqualTo(Optional.of(new Mailbox("ann@xn--bcher-kva.example", null)));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 later, false",
        "RCPT, 450 mailbox busy, false",
        "DATA, 452 no space, false",
        "., 451 cannot take it, false",
        "MAIL, 421 closing, true",
    })
    void shouldRetryWhatTheServerRefusesForNow(String step, String answer, boolean trouble) {
        server.answer(step, answer);

        assertThat(send("s", "b"))
                .isEqualTo(new SendOutcome.RefusedForNow("The mail server refused it for now: " + answer, trouble ? Blame.PROVIDER : Blame.MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 no", "RCPT, 550 unknown", "DATA, 554 no", "., 552 too large"})
    void shouldNotRetryWhatTheServerRefusesForGood(String step, String answer) {
        server.answer(step, answer);

        assertThat(send("s", "b")).isEqualTo(new SendOutcome.RefusedForGood("The mail server refused it: " + answer));
        server.behave();
        assertThat(send("s", "b")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, HANG UP", "EHLO, HANG UP", "MAIL, HANG UP", "RCPT, HANG UP", "DATA, HANG UP",
        "CONNECT, SILENCE", "MAIL, SILENCE", "RCPT, SILENCE", "DATA, SILENCE", "CONNECT, 554 go away"
    })
    void shouldRetryWhatCertainlyWasNotHandedOver(String step, String behaviour) {
        server.answer(step, behaviour);
        if (step.equals("EHLO")) {
            server.answer("HELO", behaviour);
        }

        EmailSender asked = behaviour.equals(FakeSmtpServer.SILENCE) ? impatient : sender;
        SendOutcome outcome = asked.send(serverAt(server.port(), 1, Security.NONE, null), mail("s", "b"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.RefusedForNow.class,
                        refused -> assertThat(refused.blame()).isEqualTo(Blame.PROVIDER));
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeSmtpServer.HANG_UP, FakeSmtpServer.SILENCE})
    void shouldNotKnowHowItEndedAfterTheClosingDot(String behaviour) {
        server.answer(FakeSmtpServer.DOT, behaviour);

        EmailSender asked = behaviour.equals(FakeSmtpServer.SILENCE) ? impatient : sender;
        assertThat(asked.send(serverAt(server.port(), 1, Security.NONE, null), mail("s", "b")))
                .isInstanceOf(SendOutcome.Unknown.class);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldConnectAnewWhenTheServerClosedTheIdleConnection() {
        send("s", "first");
        server.hangUp();

        assertThat(send("s", "second")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(server.mails()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        SendOutcome outcome = sender.send(serverAt(port, 1, Security.NONE, null), mail("s", "b"));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.RefusedForNow.class, refused -> {
            assertThat(refused.reason()).startsWith("The mail server cannot be reached");
            assertThat(refused.blame()).isEqualTo(Blame.PROVIDER);
        });
    }

    @Test
    void shouldNotSendInTheClearWhatIsToBeProtected() {
        SendOutcome outcome = sender.send(serverAt(server.port(), 1, Security.STARTTLS, null), mail("s", "b"));

        assertThat(outcome).isInstanceOf(SendOutcome.RefusedForNow.class);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldNotUseAConnectionOfFormerSettings() {
        send("s", "b");

        sender.send(serverAt(server.port(), 2, Security.NONE, null), mail("s", "b"));

        assertThat(server.connections()).isEqualTo(2);
    }

    private SendOutcome send(String subject, String body) {
        return sender.send(serverAt(server.port(), 1, Security.NONE, null), mail(subject, body));
    }

    private SmtpServer serverAt(int port, int revision, Security security, @Nullable Credentials credentials) {
        return new SmtpServer(
                Ids.derived("channel"),
                revision,
                new EmailSettings("127.0.0.1", port, security, "Test <no-reply@example.com>"),
                credentials);
    }

    private Mail mail(String subject, String body) {
        return new Mail(
                id,
                Mailbox.parse("Test <no-reply@example.com>").orElseThrow(),
                Mailbox.ofContact("ann@example.org").orElseThrow(),
                subject,
                body,
                Instant.parse("2026-06-01T08:00:00Z"));
    }

    private MimeMessage received(int index) throws Exception {
        return new MimeMessage(
                null,
                new ByteArrayInputStream(
                        server.mails().get(index).replace("\n..", "\n.").getBytes(StandardCharsets.ISO_8859_1)));
    }
}
