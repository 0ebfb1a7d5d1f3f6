package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.SendOutcome;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class SmtpClientTest extends SmtpClientFixture {
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
        assertThat(server.commands().stream().map(SmtpClientFixture::utf8))
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
}
