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
    private final EmailSender sender =
            new EmailSender(new SmtpConnections(Settings.with(Map.of()), Settings.ADDRESSES));
    private final EmailSender impatient = new EmailSender(new SmtpConnections(
            Settings.with(Map.of("email.answer-timeout", "PT0.5S", "email.connect-timeout", "PT1S")),
            Settings.ADDRESSES));
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
        assertThat(MailAddress.ofContact(address)).isEmpty();
    }

    @Test
    void shouldReachInternationalDomains() {
        assertThat(MailAddress.ofContact("ann@bücher.example"))
                .isEqualTo(Optional.of(new MailAddress("ann@xn--bcher-kva.example", null)));
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
                .isEqualTo(new SendOutcome.RefusedForNow(
                        "The mail server refused it for now: " + answer, trouble ? Blame.PROVIDER : Blame.MESSAGE));
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

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.ChannelFaulty(
                                "The mail server offers no STARTTLS, which the channel requires: give another security or port"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldNotUseAConnectionOfFormerSettings() {
        send("s", "b");

        sender.send(serverAt(server.port(), 2, Security.NONE, null), mail("s", "b"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田@example.com", "иван@example.com", "änn@example.com", "nováč@example.com"})
    void shouldNotSendToAStrangerWhenTheServerTakesAsciiOnly(String address) {
        SendOutcome outcome = sendTo(address);

        assertThat(outcome).isEqualTo(new SendOutcome.RefusedForGood(SmtpConnection.NO_SMTPUTF8));
        assertThat(server.mails()).isEmpty();
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL") || line.startsWith("RCPT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田@example.com", "nováč@bücher.example"})
    void shouldSendToLettersOfAnyScriptBySmtpUtf8(String address) throws Exception {
        server.offers("SMTPUTF8", "8BITMIME");

        assertThat(sendTo(address)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        String wire = MailAddress.ofContact(address).orElseThrow().address();
        assertThat(server.commands().stream().map(EmailSenderTest::utf8))
                .anyMatch(line -> line.startsWith("MAIL FROM:<no-reply@example.com>") && line.contains(" SMTPUTF8"))
                .contains("RCPT TO:<" + wire + ">");
        assertThat(utf8(server.mails().getFirst())).contains("To: " + wire);
    }

    @Test
    void shouldNotAskForSmtpUtf8WhereAsciiDoes() {
        server.offers("SMTPUTF8", "8BITMIME");

        assertThat(sendTo("ann@straße.example")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(server.commands())
                .contains("RCPT TO:<ann@xn--strae-oqa.example>")
                .noneMatch(line -> line.contains("SMTPUTF8"));
        assertThat(server.mails().getFirst()).contains("To: ann@xn--strae-oqa.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?utf-8?q?x?=", "Hello =?utf-8?q?x?= you"})
    void shouldNotLetASubjectBeReadAsAnEncodedOne(String subject) throws Exception {
        send(subject, "b");

        assertThat(server.mails().getFirst()).doesNotContain("Subject: " + subject);
        assertThat(received(0).getSubject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "🚀", "word ", "=?"})
    void shouldFoldALongSubjectAndSayWhenItIsCut(String part) throws Exception {
        String subject = part.repeat(1_500);

        SendOutcome outcome = send(subject, "b");

        assertThat(outcome).isEqualTo(new SendOutcome.Accepted("The subject was cut to 998 characters"));
        String mail = server.mails().getFirst();
        assertThat(mail.substring(0, mail.indexOf("\n\n")).split("\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        String shown = received(0).getSubject();
        assertThat(shown).endsWith("…");
        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(998);
        assertThat(subject).startsWith(shown.substring(0, shown.length() - 1));
    }

    @Test
    void shouldSendWithoutSignInWhenTheCredentialsHoldOnlyAWebhookSecret() {
        server.offers("AUTH PLAIN LOGIN");

        SendOutcome outcome = sender.send(
                serverAt(
                        server.port(),
                        1,
                        Security.NONE,
                        new Credentials(
                                null,
                                null,
                                "webhook-secret",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                mail("s", "b"));

        assertThat(outcome).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void shouldSignInWithLettersOfAnyScript() {
        server.offers("AUTH PLAIN");

        SendOutcome outcome = sender.send(
                serverAt(server.port(), 1, Security.NONE, Credentials.login("änn", "pässwörd")), mail("s", "b"));

        assertThat(outcome).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        String sent = server.commands().stream()
                .filter(line -> line.startsWith("AUTH PLAIN "))
                .findFirst()
                .orElseThrow();
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(sent.substring("AUTH PLAIN ".length())),
                        StandardCharsets.UTF_8))
                .endsWith("\u0000änn\u0000pässwörd");
    }

    @ParameterizedTest
    @CsvSource({"AUTH, 535 wrong", "MAIL, 530 sign in first", "RCPT, 530 sign in first"})
    void shouldBlameTheChannelForItsSignIn(String step, String answer) {
        server.offers("AUTH PLAIN").answer(step, answer);

        SendOutcome outcome = sender.send(
                serverAt(server.port(), 1, Security.NONE, Credentials.login("ann", "wrong")), mail("s", "b"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.ChannelFaulty.class,
                        faulty -> assertThat(faulty.reason())
                                .contains("sign-in", "check the channel's")
                                .doesNotContain(answer));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void shouldSayTheSameOfAClosedPortAForeignServiceAndAnAddressThatIsNotAllowed() throws IOException {
        server.answer("CONNECT", "SSH-2.0-OpenSSH_9.9");
        EmailSender guarded = new EmailSender(new SmtpConnections(
                Settings.with(Map.of()),
                new campaignflows.platform.web.outgoing.OutgoingAddresses(java.util.List.of())));
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        SendOutcome expected = new SendOutcome.RefusedForNow(SmtpConnection.NOT_REACHED, Blame.PROVIDER);

        assertThat(impatient.send(serverAt(server.port(), 1, Security.NONE, null), mail("s", "b")))
                .isEqualTo(expected);
        assertThat(sender.send(serverAt(closed, 1, Security.NONE, null), mail("s", "b")))
                .isEqualTo(expected);
        server.behave();
        int before = server.connections();
        assertThat(guarded.send(serverAt(server.port(), 1, Security.NONE, null), mail("s", "b")))
                .isEqualTo(expected);
        assertThat(server.connections()).isEqualTo(before);
    }

    @Test
    void shouldNotWaitForEverForAServerThatDripsOrFloods() throws Exception {
        try (ServerSocket hostile = new ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            EmailSender hurried = new EmailSender(new SmtpConnections(
                    Settings.with(Map.of("email.answer-timeout", "PT1S", "email.connect-timeout", "PT1S")),
                    Settings.ADDRESSES));
            Thread drip = Thread.ofVirtual().start(() -> speak(hostile, "2", 50));

            SendOutcome dripped =
                    hurried.send(serverAt(hostile.getLocalPort(), 1, Security.NONE, null), mail("s", "b"));

            assertThat(dripped).isEqualTo(new SendOutcome.RefusedForNow(SmtpConnection.NOT_REACHED, Blame.PROVIDER));
            drip.join();
            Thread flood = Thread.ofVirtual().start(() -> speak(hostile, "x".repeat(65_536), 0));
            SendOutcome flooded = sender.send(serverAt(hostile.getLocalPort(), 2, Security.NONE, null), mail("s", "b"));
            assertThat(flooded).isEqualTo(new SendOutcome.RefusedForNow(SmtpConnection.NOT_REACHED, Blame.PROVIDER));
            flood.join();
        }
    }

    private static void speak(ServerSocket hostile, String word, long pauseMillis) {
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

    private SendOutcome sendTo(String address) {
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
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private SendOutcome send(String subject, String body) {
        return sender.send(serverAt(server.port(), 1, Security.NONE, null), mail(subject, body));
    }

    private SmtpServer serverAt(int port, int revision, Security security, @Nullable Credentials credentials) {
        return new SmtpServer(
                Ids.derived("channel"),
                revision,
                new EmailSettings("127.0.0.1", port, security, "Test <no-reply@example.com>"),
                login(credentials));
    }

    private static @Nullable MailLogin login(@Nullable Credentials credentials) {
        String username = credentials == null ? null : credentials.username();
        String password = credentials == null ? null : credentials.password();
        return username == null || password == null ? null : new PasswordLogin(username, password);
    }

    private Mail mail(String subject, String body) {
        return new Mail(
                id,
                MailAddress.parse("Test <no-reply@example.com>").orElseThrow(),
                MailAddress.ofContact("ann@example.org").orElseThrow(),
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
