package campaignflows.communication.mail;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of mail servers: whose mail it was, whether the server has given up, and why. */
@NullMarked
class DeliveryReportTest {
    private final UUID id = Ids.v7();

    @Test
    void shouldSayWhatPostfixSays() {
        String mail = Mails.report(
                id,
                "failed",
                "5.1.1",
                "smtp; 550 5.1.1 <ann@example.org>: Recipient\n    address rejected: User unknown");

        assertThat(read(mail))
                .isEqualTo(new IncomingMail.Report(
                        id,
                        true,
                        "The mail was not delivered: 550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown",
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "delayed, 4.2.2, false",
        "Delayed (will retry), 4.4.1, false",
        "failed, 5.2.1, true",
        "FAILED, 5.0.0, true",
        // A mail that has waited for too long is as lost as any other.
        "failed, 4.4.7, true"
    })
    void shouldLetTheActionSayWhetherTheServerHasGivenUp(String action, String status, boolean forGood) {
        assertThat(read(Mails.report(id, action, status, "smtp; 450 mailbox full")))
                .isEqualTo(new IncomingMail.Report(
                        id,
                        forGood,
                        (forGood
                                        ? "The mail was not delivered: "
                                        : "The mail is not delivered yet, its server goes on trying: ")
                                + status + " 450 mailbox full",
                        status.equals("5.2.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered", "relayed", "expanded", ""})
    void shouldNotTakeASuccessForAFailure(String action) {
        assertThat(read(Mails.report(id, action, "2.0.0", "smtp; 250 ok"))).isInstanceOf(IncomingMail.Other.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Original-Envelope-Id: %s", "Message-ID: <%s@example.com>", "In-Reply-To: <%s@example.com>"})
    void shouldKnowTheMailByAnyOneOfItsNames(String kept) {
        String mail = Mails.report(id, "failed", "5.1.1", "smtp; 550 no")
                .replace("Original-Envelope-Id: " + id + "\r\n", "")
                .replace("Message-ID: <" + id + "@example.com>\r\n", "");
        String named = kept.formatted(id) + "\r\n";
        if (kept.startsWith("Original")) {
            mail = mail.replace("X-Postfix-Queue-ID", named + "X-Postfix-Queue-ID");
        } else if (kept.startsWith("Message")) {
            mail = mail.replace("From: no-reply@example.com", named + "From: no-reply@example.com");
        } else {
            mail = mail.replace("Subject: Undelivered", named + "Subject: Undelivered");
        }

        assertThat(read(mail))
                .isInstanceOfSatisfying(
                        IncomingMail.Report.class,
                        report -> assertThat(report.communicationId()).isEqualTo(id));
    }

    @Test
    void shouldKnowTheMailByOurHeaderWhereItsMessageIdWasChanged() {
        String mail = Mails.report(id, "failed", "5.1.1", "smtp; 550 no")
                .replace("Original-Envelope-Id: " + id + "\r\n", "")
                .replace(
                        "Message-ID: <" + id + "@example.com>",
                        "Message-ID: <0100019@eu-west-1.amazonses.example>\r\nX-Campaign-Flows-Communication: " + id);

        assertThat(read(mail))
                .isInstanceOfSatisfying(
                        IncomingMail.Report.class,
                        report -> assertThat(report.communicationId()).isEqualTo(id));
    }

    @Test
    void shouldReadAReportThatEncodesItsPartsAndHasTheWholeMail() {
        String mail = Mails.report(id, "failed", "5.1.1", "x-unix; user unknown")
                .replace("Content-Type: text/rfc822-headers", "Content-Type: message/rfc822")
                .replace("Subject: Payment\r\n", "Subject: Payment\r\n\r\nDear customer\r\n");

        assertThat(read(mail))
                .isEqualTo(new IncomingMail.Report(id, true, "The mail was not delivered: 5.1.1 user unknown", true));
    }

    @Test
    void shouldLeaveReportsOfForeignMailsAndOnesThatSayNothingAlone() {
        UUID none = Ids.v7();
        String foreign =
                Mails.report(none, "failed", "5.1.1", "smtp; 550 no").replace(none.toString(), "somebody-else");
        assertThat(read(foreign)).isInstanceOf(IncomingMail.Other.class);
        assertThat(read(Mails.report(id, "failed", "5.1.1", "smtp; 550 no")
                        .replace("Content-Type: message/delivery-status", "Content-Type: text/plain")))
                .isInstanceOf(IncomingMail.Other.class);
        assertThat(read("Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"))
                .isInstanceOf(IncomingMail.Other.class);
    }

    private static IncomingMail read(String mail) {
        return MailReader.read(Mails.bytes(mail));
    }
}
