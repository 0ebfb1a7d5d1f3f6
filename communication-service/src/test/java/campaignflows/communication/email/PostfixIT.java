package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.mail.IncomingMail;
import campaignflows.communication.mail.MailReader;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.support.PostfixServer;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestCertificates;
import campaignflows.platform.contracts.Ids;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Postfix, where it is installed and the tests may start it: STARTTLS, its refusals, and its own report of a mail that was not delivered. */
@NullMarked
@EnabledIf(
        value = "campaignflows.communication.support.PostfixServer#canStart",
        disabledReason = "SKIPPED for want of Postfix, or of root, who starts it")
class PostfixIT {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static PostfixServer server;
    private static SmtpClient sender;

    @BeforeAll
    static void start() {
        certificates = TestCertificates.forThisMachine(folder);
        server = PostfixServer.start(certificates);
        sender = new SmtpClient(new SmtpConnections(
                Settings.with(Map.of(
                        "email.trusted-certificates",
                        certificates.authorityPem(folder.resolve("trusted.pem")).toString())),
                Settings.ADDRESSES));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "STARTTLS_IF_OFFERED", "STARTTLS"})
    void shouldBeTaken(Security security) {
        UUID id = Ids.v7();

        assertThat(send(security, id, "ann@" + PostfixServer.MAILBOXES)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        String mail = server.awaitMail("ann", id.toString());
        assertThat(mail).contains("Message-ID: <" + id + "@" + PostfixServer.MAILBOXES + ">");
        if (security != Security.NONE) {
            assertThat(mail).contains("TLS");
        }
    }

    @Test
    void shouldTellRefusalsForNowFromThoseForGood() {
        assertThat(send(Security.STARTTLS, Ids.v7(), "later@" + PostfixServer.MAILBOXES))
                .isInstanceOfSatisfying(SendOutcome.RefusedForNow.class, refused -> {
                    assertThat(refused.blame()).isEqualTo(Blame.MESSAGE);
                    assertThat(refused.reason()).contains("450 4.2.1", "mailbox busy");
                });
        assertThat(send(Security.STARTTLS, Ids.v7(), "nobody@" + PostfixServer.MAILBOXES))
                .isInstanceOfSatisfying(
                        SendOutcome.ContactBlocked.class,
                        refused -> assertThat(refused.reason()).contains("550 5.1.1", "User unknown"));
        assertThat(send(Security.STARTTLS, Ids.v7(), "ann@elsewhere.example"))
                .isInstanceOf(SendOutcome.RefusedForGood.class);
    }

    @Test
    void shouldReportWhatWasTakenAndNotDelivered() {
        UUID id = Ids.v7();

        assertThat(send(Security.STARTTLS, id, "stranger@" + PostfixServer.BOUNCES))
                .isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        String report = server.awaitMail("us", id.toString());
        assertThat(report).contains("Original-Envelope-Id: " + id);
        assertThat(MailReader.read(report.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(IncomingMail.Report.class, read -> {
                    assertThat(read.communicationId()).isEqualTo(id);
                    assertThat(read.forGood()).isTrue();
                    assertThat(read.reason()).contains("5.1.1").containsIgnoringCase("unknown user");
                });
    }

    @Test
    void shouldSendToLettersOfAnyScript() {
        UUID id = Ids.v7();

        assertThat(send(Security.STARTTLS, id, "änn@" + PostfixServer.MAILBOXES))
                .isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(server.awaitMail("aenn", id.toString())).contains("UTF8SMTPS");
    }

    private static SendOutcome send(Security security, UUID id, String to) {
        String us = "us@" + PostfixServer.MAILBOXES;
        return sender.send(
                new SmtpServer(Ids.v7(), 1, new EmailSettings("127.0.0.1", server.port(), security, us), null),
                new Mail(
                        id,
                        MailAddress.parse(us).orElseThrow(),
                        MailAddress.ofContact(to).orElseThrow(),
                        "Payment",
                        "Dear customer",
                        Instant.now()));
    }
}
