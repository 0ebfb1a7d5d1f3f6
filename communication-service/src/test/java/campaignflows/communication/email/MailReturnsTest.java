package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mail bears so that what comes back is known: envelope, reports, answers, and the way to opt out. */
@NullMarked
class MailReturnsTest {
    private final SmtpClient sender = new SmtpClient(new SmtpConnections(Settings.with(Map.of()), Settings.ADDRESSES));
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
    void shouldAskForReportsWhereTheServerCanBeAsked() throws Exception {
        server.offers("DSN");

        send(null, null, null);

        assertThat(server.commands())
                .contains(
                        "MAIL FROM:<no-reply@example.com> RET=HDRS ENVID=" + id,
                        "RCPT TO:<ann@example.org> NOTIFY=FAILURE,DELAY");
        assertThat(received(0).getHeader("X-Campaign-Flows-Communication")).containsExactly(id.toString());
    }

    @Test
    void shouldAskForNothingWhereTheServerKnowsNoReports() {
        send(null, null, null);

        assertThat(server.commands()).contains("MAIL FROM:<no-reply@example.com>", "RCPT TO:<ann@example.org>");
    }

    @Test
    void shouldSayWhereReportsAndAnswersGoTo() throws Exception {
        send("replies@example.org", "bounces@example.org", null);

        assertThat(server.commands()).contains("MAIL FROM:<bounces@example.org>");
        MimeMessage mail = received(0);
        assertThat(mail.getReplyTo()).extracting(Object::toString).containsExactly("replies@example.org");
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Test <no-reply@example.com>");
    }

    @Test
    void shouldOfferOneClickToOptOut() throws Exception {
        send(null, null, URI.create("https://contact.example.com/api/v1/preferences/token_-1"));

        MimeMessage mail = received(0);
        assertThat(mail.getHeader("List-Unsubscribe"))
                .containsExactly("<https://contact.example.com/api/v1/preferences/token_-1>");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void shouldOfferNothingWhereThereIsNoLink() throws Exception {
        send(null, null, null);

        assertThat(received(0).getHeader("List-Unsubscribe")).isNull();
        assertThat(received(0).getHeader("List-Unsubscribe-Post")).isNull();
    }

    private void send(@Nullable String replyTo, @Nullable String bouncesTo, @Nullable URI unsubscribe) {
        SendOutcome outcome = sender.send(
                new SmtpServer(
                        Ids.derived("channel"),
                        1,
                        new EmailSettings("127.0.0.1", server.port(), Security.NONE, "Test <no-reply@example.com>"),
                        null),
                new Mail(
                        id,
                        MailAddress.parse("Test <no-reply@example.com>").orElseThrow(),
                        MailAddress.ofContact("ann@example.org").orElseThrow(),
                        "s",
                        "b",
                        Instant.parse("2026-06-01T08:00:00Z"),
                        mailbox(replyTo),
                        mailbox(bouncesTo),
                        unsubscribe));
        assertThat(outcome).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
    }

    private static @Nullable MailAddress mailbox(@Nullable String address) {
        return address == null ? null : MailAddress.ofContact(address).orElseThrow();
    }

    private MimeMessage received(int index) throws Exception {
        return new MimeMessage(
                null, new ByteArrayInputStream(server.mails().get(index).getBytes(StandardCharsets.ISO_8859_1)));
    }
}
