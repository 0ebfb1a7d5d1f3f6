package campaignflows.communication.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.email.MailServerRules;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ChannelSettingsIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String LOGIN = "{\"username\":\"ann\",\"password\":\"secret\"}";

    /** As it is when the operator has allowed nothing. */
    private final MailServerRules strict = new MailServerRules(
            new OutgoingAddresses(List.of()), Settings.with(Map.of("email.ports", "25,465,587,2525")));

    private World world;

    @BeforeEach
    void begin() {
        world = new World(DB);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @ParameterizedTest
    @CsvSource({"465, TLS", "587, STARTTLS", "25, STARTTLS", "2525, STARTTLS"})
    void shouldTakeTheSafestSecurityWhenNoneIsGiven(int port, Security security) {
        assertThat(checked("smtp.example.org", port, "a@example.org").security())
                .isEqualTo(security);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "10.0.0.1",
                "[::1]",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2130706433",
                "0x7f.1",
                "0177.0.0.1",
                "127.1",
                "smtp example",
                "bücher.example",
                ""
            })
    void shouldRefuseAHostThatIsNotAPublicMailServer(String host) {
        assertThat(problems(host, 25, "a@example.org")).containsExactly("settings.host");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 80, 5432, 9092, 65_536})
    void shouldRefuseAPortThatMailIsNotSentTo(int port) {
        assertThat(problems("smtp.example.org", port, "a@example.org")).containsExactly("settings.port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "иван@example.com",
                "Ivan <иван@example.com>",
                "änn@example.com",
                "a@",
                "a@b.example, c@d.example"
            })
    void shouldRefuseAFromThatNoMailCanBeSentBy(String from) {
        assertThat(problems("smtp.example.org", 25, from)).containsExactly("settings.from");
    }

    @Test
    void shouldTakeAnInternationalDomainAndNameInFrom() {
        assertThat(checked("smtp.example.org", 25, "Müller <us@straße.example>").from())
                .isEqualTo("Müller <us@straße.example>");
    }

    @Test
    void shouldKeepTheOneFormOfHostAndFrom() {
        EmailSettings settings =
                checked("\u00a0smtp.example.org\u200b", 25, "\u200bMu\u0308ller <us@example.org>\u00a0");

        assertThat(settings.host()).isEqualTo("smtp.example.org");
        assertThat(settings.from()).isEqualTo("Müller <us@example.org>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"host\":\"other.example.org\",\"port\":587,\"security\":\"starttls\",\"from\":\"a@example.org\"}",
                "{\"host\":\"smtp.example.org\",\"port\":2525,\"security\":\"starttls\",\"from\":\"a@example.org\"}",
                "{\"host\":\"smtp.example.org\",\"port\":587,\"security\":\"tls\",\"from\":\"a@example.org\"}"
            })
    void shouldNotTakeAStoredPasswordToAnotherServer(String settings) {
        UUID id = channel(LOGIN);

        for (String credentials : new String[] {null, "{\"username\":\"bob\"}", "{\"webhook_secret\":\"12345678\"}"}) {
            assertThatThrownBy(() -> change(id, settings, credentials))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.code().status()).isEqualTo(422);
                        assertThat(refused.detail()).contains("credentials.username and credentials.password");
                    });
        }
        assertThat(change(id, settings, "{\"username\":\"bob\",\"password\":\"new\"}")
                        .settings())
                .isEqualTo(World.json(settings));
    }

    @Test
    void shouldKeepCredentialsWhereTheServerStays() {
        UUID id = channel(LOGIN);

        ChannelView changed = change(
                id,
                "{\"host\":\"SMTP.example.org\",\"port\":587,\"security\":\"starttls\",\"from\":\"b@example.org\"}",
                null);

        assertThat(changed.hasCredentials()).isTrue();
        assertThat(change(id, "{\"host\":\"other.example.org\",\"port\":587,\"from\":\"b@example.org\"}", "null")
                        .hasCredentials())
                .isFalse();
    }

    @Test
    void shouldLetAServerChangeThatHasOnlyAWebhookSecret() {
        UUID id = channel("{\"webhook_secret\":\"12345678\"}");

        ChannelView changed =
                change(id, "{\"host\":\"other.example.org\",\"port\":465,\"from\":\"b@example.org\"}", null);

        assertThat(changed.hasWebhookSecret()).isTrue();
        assertThat(changed.settings().path("security").asText()).isEqualTo("tls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060\u00ad", "a\nb", "a\u2028b", "a\u0085b", "\u3164"})
    void shouldRefuseNamesThatCannotBeSeenOrAreNotOneLine(String name) {
        assertThatThrownBy(() -> ChannelRules.name(name)).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldCountNamesAsPeopleDoAndKeepOneForm() {
        assertThat(ChannelRules.name("🚀".repeat(200))).hasSize(400);
        assertThatThrownBy(() -> ChannelRules.name("a".repeat(201))).isInstanceOf(ProblemException.class);
        assertThat(ChannelRules.name("\u00a0Mu\u0308ller\ufeff")).isEqualTo("Müller");
    }

    private List<String> problems(String host, int port, String from) {
        try {
            checked(host, port, from);
            return List.of();
        } catch (ProblemException e) {
            return e.errors().stream().map(ProblemError::field).toList();
        }
    }

    private EmailSettings checked(String host, int port, String from) {
        return EmailSettings.checked(new EmailSettings.Draft(host, port, null, from), strict);
    }

    private UUID channel(String credentials) {
        return world.channels
                .create(
                        world.tenant,
                        new ChannelView.New(
                                "Mail",
                                ChannelType.EMAIL,
                                World.json("{\"host\":\"smtp.example.org\",\"port\":587,\"from\":\"a@example.org\"}"),
                                World.json(credentials),
                                null))
                .id();
    }

    private ChannelView change(UUID id, String settings, @Nullable String credentials) {
        JsonNode given = credentials == null ? null : World.json(credentials);
        return world.channels.change(world.tenant, id, new ChannelView.Change(null, World.json(settings), given, null));
    }
}
