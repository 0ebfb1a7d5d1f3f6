package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.MailSignIn;
import campaignflows.communication.channel.OAuthSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.MovableClock;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.Ways;
import campaignflows.platform.contracts.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in with access tokens: asked for when needed, used while they last, and asked for again when they are refused. */
@NullMarked
class TokenLoginTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T08:00:00Z"));
    private final MailLogins logins = new MailLogins(new AccessTokens(Ways.http(Settings.with(Map.of())), clock));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final UUID channel = Ids.v7();
    private FakeSmtpServer server;
    private HttpServer tokens;
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = new FakeSmtpServer().offers("AUTH PLAIN LOGIN XOAUTH2");
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        tokens.createContext("/token", this::give);
        tokens.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        tokens.stop(0);
    }

    @Test
    void shouldSignInWithATokenThatARefreshTokenBuysAndUseItWhileItLasts() {
        assertThat(send("1//refresh+/=")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);
        assertThat(send("1//refresh+/=")).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(asked)
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=1%2F%2Frefresh%2B%2F%3D&client_id=app&client_secret=s%26cret&scope=mail");
        assertThat(signIns()).containsExactly("us@example.org token-1", "us@example.org token-1");
        clock.move(Duration.ofMinutes(59).plusSeconds(30));
        send("1//refresh+/=");
        assertThat(signIns()).last().isEqualTo("us@example.org token-2");
    }

    @Test
    void shouldAskInTheNameOfTheApplicationWithoutARefreshToken() {
        assertThat(send(null)).isEqualTo(SendOutcome.Accepted.AS_IT_IS);

        assertThat(asked)
                .containsExactly("grant_type=client_credentials&client_id=app&client_secret=s%26cret&scope=mail");
    }

    @Test
    void shouldAskForAnotherTokenOnceWhenOneIsRefusedThatWasGoodBefore() {
        send(null);
        clock.move(Duration.ofMinutes(10));
        server.answer("AUTH", "535 5.7.3 Authentication unsuccessful");

        assertThat(send(null)).isEqualTo(new SendOutcome.ChannelFaulty(SmtpResponses.SIGN_IN_REFUSED));

        assertThat(signIns())
                .containsExactly("us@example.org token-1", "us@example.org token-1", "us@example.org token-2");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void shouldTakeAChallengeForARefusal() {
        server.answer("AUTH", "334 eyJzdGF0dXMiOiI0MDEifQ==");

        assertThat(send(null)).isEqualTo(new SendOutcome.ChannelFaulty(SmtpResponses.SIGN_IN_REFUSED));
    }

    @Test
    void shouldSayThatTheServerTakesNoTokens() {
        server.offers("AUTH PLAIN LOGIN");

        assertThat(send(null)).isEqualTo(new SendOutcome.ChannelFaulty(SmtpResponses.NO_COMMON_SIGN_IN));
        assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, invalid_grant",
        "401, invalid_client, invalid_client",
        "400, 'Bearer of token-1', HTTP 400",
        "200, '', HTTP 200"
    })
    void shouldStopTheChannelWhenTheTokenIsRefused(int code, String error, String shown) {
        status = code;
        answer = "{\"error\":\"%s\",\"error_description\":\"secret words\"}".formatted(error);

        assertThat(send(null))
                .isInstanceOfSatisfying(
                        SendOutcome.ChannelFaulty.class,
                        faulty -> assertThat(faulty.reason())
                                .startsWith("The token endpoint refused the channel's sign-in (%s): check oauth"
                                        .formatted(shown))
                                .doesNotContain("secret words"));
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429"})
    void shouldTryAgainWhenTheTokenEndpointIsAway(int code) {
        status = code;
        answer = "{}";

        assertThat(send(null)).isInstanceOfSatisfying(SendOutcome.RefusedForNow.class, refused -> {
            assertThat(refused.blame()).isEqualTo(Blame.PROVIDER);
            assertThat(refused.reason()).startsWith("The token endpoint of the channel's sign-in does not answer");
        });
    }

    private void give(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
        assertThat(exchange.getRequestHeaders().get("Content-Type"))
                .containsExactly("application/x-www-form-urlencoded");
        String text = answer.isEmpty()
                ? "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(asked.size())
                : answer;
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** User and token of each sign-in. */
    private List<String> signIns() {
        return server.commands().stream()
                .filter(line -> line.startsWith("AUTH XOAUTH2 "))
                .map(line -> new String(
                        Base64.getDecoder().decode(line.substring("AUTH XOAUTH2 ".length())), StandardCharsets.UTF_8))
                .map(said -> said.replaceAll("^user=(.*)\u0001auth=Bearer (.*)\u0001\u0001$", "$1 $2"))
                .toList();
    }

    /** On a connection of its own. */
    private SendOutcome send(@Nullable String refreshToken) {
        Credentials credentials = new Credentials(
                "us@example.org",
                null,
                null,
                null,
                null,
                null,
                "s&cret",
                refreshToken,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        EmailSettings settings = new EmailSettings(
                "127.0.0.1",
                server.port(),
                Security.NONE,
                "us@example.org",
                null,
                null,
                MailSignIn.XOAUTH2,
                new OAuthSettings("http://127.0.0.1:" + tokens.getAddress().getPort() + "/token", "app", "mail"),
                null);
        return new SmtpClient(new SmtpConnections(Settings.with(Map.of()), Settings.ADDRESSES))
                .send(
                        new SmtpServer(channel, 1, settings, logins.forSending(channel, 1, settings, credentials)),
                        new Mail(
                                Ids.v7(),
                                MailAddress.parse("us@example.org").orElseThrow(),
                                MailAddress.ofContact("ann@example.org").orElseThrow(),
                                "s",
                                "b",
                                clock.instant()));
    }
}
