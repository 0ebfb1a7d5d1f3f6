package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestCertificates;
import campaignflows.platform.contracts.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How mail is protected on its way to the mail server, and what is said when it cannot be. */
@NullMarked
class SmtpProtectionTest {
    @TempDir
    static Path folder;

    private static TestCertificates good;
    private static TestCertificates other;
    private static TestCertificates old;
    private static Path trusted;

    private FakeSmtpServer server;

    @BeforeAll
    static void make() {
        good = TestCertificates.forThisMachine(folder);
        other = TestCertificates.forAnotherName(folder);
        old = TestCertificates.thatHasRunOut(folder);
        trusted = folder.resolve("trusted.pem");
        good.authorityPem(trusted);
    }

    @BeforeEach
    void start() throws IOException {
        server = new FakeSmtpServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "STARTTLS_IF_OFFERED", "TLS"})
    void shouldSendOverTls(Security security) {
        server.speaksTls(good.server(), security == Security.TLS);

        assertThat(send(security, trusted, null)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(server.mails()).hasSize(1);
        assertThat(server.commands().stream().filter("STARTTLS"::equals).count())
                .isEqualTo(security == Security.TLS ? 0 : 1);
        if (security != Security.TLS) {
            assertThat(server.commands().subList(0, 2)).containsExactly("EHLO campaign-flows.invalid", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopTheChannelWhoseServerIsOfNoTrustedAuthority(boolean atOnce) {
        assertFault(
                good.server(), atOnce, null, "The mail server's certificate is of no authority that is trusted here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopTheChannelWhoseServerHasAnotherName(boolean atOnce) {
        assertFault(other.server(), atOnce, trusted, "The mail server's certificate is for another name");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStopTheChannelWhoseServersCertificateHasRunOut(boolean atOnce) {
        assertFault(old.server(), atOnce, trusted, "The mail server's certificate has run out");
    }

    @Test
    void shouldTakeAnyCertificateAndNoneAtAllWhereItIsOnlyOpportunistic() {
        assertThat(send(Security.STARTTLS_IF_OFFERED, null, null)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        server.speaksTls(other.server(), false);

        assertThat(send(Security.STARTTLS_IF_OFFERED, null, null)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(server.mails()).hasSize(2);
        assertThat(server.commands()).contains("STARTTLS");
    }

    @Test
    void shouldSignInOnlyWhenTheConnectionIsProtected() {
        server.speaksTls(good.server(), false).offers("AUTH PLAIN LOGIN");

        assertThat(send(Security.STARTTLS, trusted, new PasswordLogin("ann", "secret")))
                .isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        List<String> commands = server.commands();
        assertThat(commands.indexOf("STARTTLS")).isPositive();
        assertThat(commands.stream().filter(line -> line.startsWith("AUTH")).toList())
                .containsExactly("AUTH PLAIN YW5uAGFubgBzZWNyZXQ=");
        assertThat(commands.indexOf("AUTH PLAIN YW5uAGFubgBzZWNyZXQ=")).isGreaterThan(commands.indexOf("STARTTLS"));
    }

    @Test
    void shouldSignInByLoginWhereThatIsAllThatIsOffered() {
        // What is said in Base64 is a command to this server, by its letters in capitals.
        server.offers("AUTH LOGIN")
                .answer("AUTH", "334 VXNlcm5hbWU6")
                .answer("YW5U", "334 UGFzc3dvcmQ6")
                .answer("C2VJCMV0", "235 welcome");

        SendOutcome outcome = send(Security.NONE, null, new PasswordLogin("ann", "secret"));

        assertThat(outcome).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(server.commands()).contains("AUTH LOGIN", "YW5u", "c2VjcmV0");
    }

    private void assertFault(SSLContext context, boolean atOnce, @Nullable Path trust, String begin) {
        server.speaksTls(context, atOnce);

        SendOutcome outcome =
                send(atOnce ? Security.TLS : Security.STARTTLS, trust, new PasswordLogin("ann", "secret"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.ChannelFaulty.class,
                        faulty -> assertThat(faulty.reason()).startsWith(begin));
        assertThat(server.mails()).isEmpty();
        assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    private SendOutcome send(Security security, @Nullable Path trust, @Nullable MailLogin login) {
        Map<String, String> config = trust == null ? Map.of() : Map.of("email.trusted-certificates", trust.toString());
        SmtpClient sender = new SmtpClient(new SmtpConnections(Settings.with(config), Settings.ADDRESSES));
        return sender.send(
                new SmtpServer(
                        Ids.v7(),
                        1,
                        new EmailSettings("127.0.0.1", server.port(), security, "Test <no-reply@example.com>"),
                        login),
                new Mail(
                        Ids.v7(),
                        MailAddress.parse("Test <no-reply@example.com>").orElseThrow(),
                        MailAddress.ofContact("ann@example.org").orElseThrow(),
                        "s",
                        "b",
                        Instant.parse("2026-06-01T08:00:00Z")));
    }
}
