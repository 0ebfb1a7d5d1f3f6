package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of mails that a server does not simply take. */
@NullMarked
class EmailRefusalsTest extends SmtpClientFixture {
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

        SmtpClient asked = behaviour.equals(FakeSmtpServer.SILENCE) ? impatient : sender;
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

        SmtpClient asked = behaviour.equals(FakeSmtpServer.SILENCE) ? impatient : sender;
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
        SmtpClient guarded = new SmtpClient(new SmtpConnections(
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
            SmtpClient hurried = new SmtpClient(new SmtpConnections(
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
}
