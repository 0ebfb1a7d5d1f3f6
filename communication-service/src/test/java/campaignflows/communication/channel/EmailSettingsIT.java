package campaignflows.communication.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sign-ins and mailboxes of email channels: what they need, and that no secret goes anywhere else. */
@NullMarked
class EmailSettingsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SMTP =
            "{\"host\":\"smtp.example.org\",\"port\":587,\"security\":\"starttls\",\"from\":\"a@example.org\"}";
    private static final String MAILBOX =
            "{\"host\":\"imap.example.org\",\"port\":993,\"security\":\"tls\",\"folder\":\"INBOX\"}";
    private static final String OAUTH =
            "{\"token_url\":\"https://login.example.org/token\",\"client_id\":\"app\",\"scope\":\"mail\"}";
    private static final String LOGIN = "{\"username\":\"ann\",\"password\":\"secret\"}";
    private static final String TOKENS =
            "{\"username\":\"us@example.org\",\"client_secret\":\"secret\",\"refresh_token\":\"1//refresh\"}";

    private World world;

    @BeforeEach
    void begin() {
        world = new World(DB);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldKeepAndShowAllThatMayBeSet() {
        ObjectNode settings = with("mailbox", MAILBOX);
        settings.put("reply_to", "replies@example.org").put("bounces_to", "bounces@example.org");
        settings.put("sign_in", "xoauth2").set("oauth", World.json(OAUTH));

        ChannelView channel = create(settings, TOKENS);

        assertThat(channel.settings()).isEqualTo(settings);
        assertThat(channel.hasCredentials()).isTrue();
        assertThat(world.channels.get(world.tenant, channel.id()).settings()).isEqualTo(settings);
    }

    @Test
    void shouldTakeWhatIsUsualWhereNothingIsSaid() {
        ChannelView channel = create(with("mailbox", "{\"host\":\"imap.example.org\"}"), LOGIN);

        assertThat(channel.settings().path("mailbox")).isEqualTo(World.json(MAILBOX));
        assertThat(channel.settings().has("sign_in")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reply_to   | "nobody"                                                   | settings.reply_to
            bounces_to | "иван@example.com"                                         | settings.bounces_to
            mailbox    | {}                                                         | settings.mailbox.host
            mailbox    | {"host":"imap.example.org","security":"none"}              | settings.mailbox.security
            mailbox    | {"host":"imap.example.org","security":"starttls_if_offered"} | settings.mailbox.security
            mailbox    | {"host":"imap.example.org","port":70000}                   | settings.mailbox.port
            mailbox    | {"host":"imap.example.org","folder":"a\\nb"}               | settings.mailbox.folder
            mailbox    | {"host":"10.0.0.1"}                                        | settings.mailbox.host
            sign_in    | "xoauth2"                                                  | settings.oauth
            oauth      | {"token_url":"https://login.example.org/t","client_id":"a"} | settings.oauth
            """)
    void shouldNameTheFieldThatIsWrong(String property, String value, String field) {
        assertThat(problems(() -> create(with(property, value), LOGIN))).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.example.org/token",
        "https://login.example.org/token?x=1",
        "https://user@login.example.org/token",
        "https://10.0.0.1/token",
        "ftp://login.example.org/token",
        "login.example.org"
    })
    void shouldAskForTokensOverHttpsOnly(String url) {
        ObjectNode settings = with("sign_in", "\"xoauth2\"");
        settings.set("oauth", World.json("{\"token_url\":\"%s\",\"client_id\":\"a\"}".formatted(url)));

        assertThat(problems(() -> create(settings, TOKENS))).containsExactly("settings.oauth.token_url");
    }

    @Test
    void shouldWantWholeSignIns() {
        ObjectNode tokens = with("sign_in", "\"xoauth2\"");
        tokens.set("oauth", World.json(OAUTH));

        assertThat(problems(() -> create(tokens, null)))
                .containsExactly("credentials.username", "credentials.client_secret");
        assertThat(problems(() -> create(with("mailbox", MAILBOX), null)))
                .containsExactly("credentials.mailbox_username");
        assertThat(problems(() -> create(with("mailbox", MAILBOX), "{\"mailbox_username\":\"us\"}")))
                .containsExactly("credentials.mailbox_password");
        assertThat(problems(() -> create(World.json(SMTP), "{\"username\":\"us\"}")))
                .containsExactly("credentials.password");
        assertThat(problems(() -> create(World.json(SMTP), "{\"username\":\"us\",\"client_secret\":\"x\"}")))
                .containsExactly("credentials.password");
    }

    @ParameterizedTest
    @CsvSource({"none", "starttls_if_offered"})
    void shouldSendNoPasswordInTheClearButToAMailboxOnThisMachine(String security) {
        for (String host : List.of("smtp.example.org", "127.0.0.1")) {
            ObjectNode settings = with("security", "\"" + security + "\"").put("host", host);
            assertThat(problems(() -> create(settings, LOGIN))).containsExactly("settings.security");
        }
        ObjectNode settings = with("security", "\"" + security + "\"");
        settings.set("mailbox", World.json("{\"host\":\"127.0.0.1\",\"security\":\"" + security + "\"}"));

        assertThat(create(settings, "{\"mailbox_username\":\"us\",\"mailbox_password\":\"secret\"}")
                        .hasCredentials())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mailbox | {"host":"imap.example.org","port":993,"security":"tls","folder":"Answers"} |
            mailbox | {"host":"evil.example.org","port":993,"security":"tls"}                    | credentials.mailbox_password
            mailbox | {"host":"imap.example.org","port":143,"security":"starttls"}               | credentials.mailbox_password
            host    | "evil.example.org"                                                         | credentials.username credentials.password
            """)
    void shouldSendNoStoredPasswordToAServerThatItWasNotEnteredFor(
            String property, String value, @Nullable String fields) {
        UUID id = create(
                        with("mailbox", MAILBOX),
                        "{\"username\":\"ann\",\"password\":\"secret\",\"mailbox_username\":\"us\",\"mailbox_password\":\"other\"}")
                .id();
        ObjectNode settings = with("mailbox", MAILBOX);
        settings.set(property, World.json(value));

        assertThat(problems(() -> change(id, settings, null)))
                .containsExactlyElementsOf(fields == null ? List.of() : List.of(fields.split(" ")));
    }

    @Test
    void shouldSendThePasswordForSendingToNoMailboxThatIsNew() {
        UUID id = create(World.json(SMTP), LOGIN).id();

        assertThat(problems(() -> change(id, with("mailbox", MAILBOX), null)))
                .containsExactly("credentials.username", "credentials.password");
        assertThat(problems(() -> change(
                        id, with("mailbox", MAILBOX), "{\"mailbox_username\":\"us\",\"mailbox_password\":\"other\"}")))
                .isEmpty();
        // Its own sign-in is taken away, and the other one would go there.
        assertThat(problems(() -> change(id, null, "{\"mailbox_username\":null,\"mailbox_password\":null}")))
                .containsExactly("credentials.username", "credentials.password");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token_url | https://evil.example.org/token | credentials.client_secret credentials.refresh_token
            client_id | other                          |
            """)
    void shouldShowNoClientSecretToAnotherTokenEndpoint(String property, String value, @Nullable String fields) {
        ObjectNode settings = with("sign_in", "\"xoauth2\"");
        settings.set("oauth", World.json(OAUTH));
        UUID id = create(settings, TOKENS).id();
        ObjectNode changed = settings.deepCopy();
        ((ObjectNode) changed.get("oauth")).put(property, value);

        assertThat(problems(() -> change(id, changed, null)))
                .containsExactlyElementsOf(fields == null ? List.of() : List.of(fields.split(" ")));
    }

    @Test
    void shouldSendNoAccessTokenToAnotherMailServer() {
        ObjectNode settings = with("sign_in", "\"xoauth2\"");
        settings.set("oauth", World.json(OAUTH));
        UUID id = create(settings, TOKENS).id();

        assertThat(problems(() -> change(id, settings.deepCopy().put("host", "evil.example.org"), null)))
                .containsExactly("credentials.client_secret", "credentials.refresh_token");
        assertThat(problems(() -> change(id, settings.deepCopy().put("host", "new.example.org"), TOKENS)))
                .isEmpty();
    }

    private static ObjectNode with(String property, String value) {
        ObjectNode settings = (ObjectNode) World.json(SMTP);
        settings.set(property, World.json(value));
        return settings;
    }

    private ChannelView create(JsonNode settings, @Nullable String credentials) {
        return world.channels.create(
                world.tenant,
                new ChannelView.New(
                        "Mail " + UUID.randomUUID(),
                        ChannelType.EMAIL,
                        settings,
                        credentials == null ? null : World.json(credentials),
                        null));
    }

    private ChannelView change(UUID id, @Nullable JsonNode settings, @Nullable String credentials) {
        return world.channels.change(
                world.tenant,
                id,
                new ChannelView.Change(null, settings, credentials == null ? null : World.json(credentials), null));
    }

    private static List<String> problems(ThrowingCallable call) {
        try {
            call.call();
            return List.of();
        } catch (ProblemException e) {
            assertThat(e.code().status()).isEqualTo(422);
            return e.errors().stream().map(ProblemError::field).toList();
        } catch (Throwable e) {
            assertThatThrownBy(call).doesNotThrowAnyException();
            throw new IllegalStateException(e);
        }
    }
}
