package campaignflows.communication.channel;

import campaignflows.communication.email.MailAddress;
import campaignflows.communication.email.MailServerRules;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves: through which server, and from whom; and where answers and delivery reports come to.
 *
 * @param from      {@code me@example.org} or {@code My Company <me@example.org>}
 * @param replyTo   where answers are to go to; null: to {@code from}
 * @param bouncesTo the envelope's sender, whom delivery reports go to; null: the address of {@code from}
 * @param signIn    null: by password
 * @param oauth     of a sign-in by XOAUTH2
 * @param mailbox   null: no mailbox is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmailSettings(
        String host,
        int port,
        Security security,
        String from,
        @Nullable String replyTo,
        @Nullable String bouncesTo,
        @Nullable MailSignIn signIn,
        @Nullable OAuthSettings oauth,
        @Nullable MailboxSettings mailbox)
        implements ChannelSettings {
    private static final int TLS_PORT = 465;

    /** Of a server that only takes mail, signed in to by password or not at all. */
    public EmailSettings(String host, int port, Security security, String from) {
        this(host, port, security, from, null, null, null, null, null);
    }

    /** The settings as somebody sent them, with every field that is wrong named in the refusal. */
    static EmailSettings checked(Draft draft, MailServerRules mailServers) {
        List<ProblemError> errors = new ArrayList<>();
        String host = draft.host() == null ? "" : Texts.normalized(draft.host());
        mailServers
                .problemOfHost(host)
                .ifPresent(problem -> errors.add(ProblemError.ofField("settings.host", problem)));
        int port = draft.port() == null ? 0 : draft.port();
        mailServers
                .problemOfPort(port)
                .ifPresent(problem -> errors.add(ProblemError.ofField("settings.port", problem)));
        String from = draft.from() == null ? "" : Texts.normalized(draft.from());
        Optional<MailAddress> mailbox = MailAddress.parse(from);
        if (mailbox.isEmpty()) {
            errors.add(ProblemError.ofField(
                    "settings.from", "Give an address such as me@example.org or My Company <me@example.org>"));
        } else if (mailbox.get().needsSmtpUtf8()) {
            errors.add(ProblemError.ofField(
                    "settings.from",
                    "Before the @ only letters of ASCII, digits and !#$%&'*+/=?^_`{|}~-. can be sent by: give another"
                            + " address; the name before it may have any letters"));
        }
        String replyTo = address("settings.reply_to", draft.replyTo(), errors);
        String bouncesTo = address("settings.bounces_to", draft.bouncesTo(), errors);
        OAuthSettings oauth = oauth(draft, mailServers, errors);
        MailboxSettings.@Nullable Draft readFrom = draft.mailbox();
        MailboxSettings read = readFrom == null ? null : MailboxSettings.checked(readFrom, mailServers, errors);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The settings of an email channel are host, port, security and from, and"
                            + " where needed reply_to, bounces_to, sign_in, oauth and mailbox")
                    .withErrors(errors);
        }
        Security security = draft.security();
        return new EmailSettings(
                host,
                port,
                security == null ? safest(port) : security,
                from,
                replyTo,
                bouncesTo,
                draft.signIn(),
                oauth,
                read);
    }

    /** A bare address that any mail server takes; null if none is given. */
    private static @Nullable String address(String field, @Nullable String given, List<ProblemError> errors) {
        String text = given == null ? "" : Texts.normalized(given);
        if (text.isEmpty()) {
            return null;
        }
        if (MailAddress.ofContact(text).filter(one -> !one.needsSmtpUtf8()).isEmpty()) {
            errors.add(ProblemError.ofField(
                    field, "Give an address such as replies@example.org, with letters of ASCII before the @, or none"));
        }
        return text;
    }

    private static @Nullable OAuthSettings oauth(Draft draft, MailServerRules mailServers, List<ProblemError> errors) {
        OAuthSettings.@Nullable Draft given = draft.oauth();
        boolean wanted = draft.signIn() == MailSignIn.XOAUTH2;
        if (given == null) {
            if (wanted) {
                errors.add(ProblemError.ofField(
                        "settings.oauth",
                        "Give token_url and client_id: a sign-in by xoauth2 asks there for its token"));
            }
            return null;
        }
        if (!wanted) {
            errors.add(ProblemError.ofField("settings.oauth", "Leave it out, or give sign_in as xoauth2"));
        }
        return OAuthSettings.checked(given, mailServers, errors);
    }

    /** What is taken when nothing is said: TLS from the first byte where that is usual, else STARTTLS, never neither. */
    private static Security safest(int port) {
        return port == TLS_PORT ? Security.TLS : Security.STARTTLS;
    }

    @Override
    public boolean whole() {
        return Stream.of(host, security, from).allMatch(Objects::nonNull)
                && (oauth == null || oauth.whole())
                && (mailbox == null || mailbox.whole());
    }

    /** Whether a token is signed in with rather than a password. */
    public boolean usesTokens() {
        return signIn == MailSignIn.XOAUTH2;
    }

    /** Host, port and how the connection is protected: what a password is entered for. */
    String server() {
        return server(host, port, security);
    }

    static String server(String host, int port, Security security) {
        return host.toLowerCase(Locale.ROOT) + ":" + port + " " + security;
    }

    /** Whether nothing that is sent there leaves this machine. */
    static boolean isThisMachine(String host) {
        String bare = bare(host);
        return bare.equalsIgnoreCase("localhost")
                || bare.equals("::1")
                || bare.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    /** The host as it is to be resolved: an IPv6 address without its brackets. */
    public String bareHost() {
        return bare(host);
    }

    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The settings before they are checked. */
    @Schema(name = "EmailSettingsDraft")
    record Draft(
            @Schema(required = true) @Nullable String host,
            @Schema(required = true) @Nullable Integer port,

            @Schema(
                    description =
                            "starttls and tls check the server's certificate, starttls_if_offered does not. Left out it is tls for port 465, else starttls")
            @Nullable
            Security security,

            @Schema(required = true, examples = "My Company <me@example.org>") @Nullable
            String from,

            @Schema(description = "Where answers are to go to; left out: to from") @Nullable
            String replyTo,

            @Schema(description = "The envelope's sender, whom delivery reports go to; left out: the address of from")
            @Nullable
            String bouncesTo,

            @Schema(description = "Left out it is password") @Nullable
            MailSignIn signIn,

            @Schema(description = "Of a sign-in by xoauth2: where its access tokens are asked for")
            OAuthSettings.@Nullable Draft oauth,

            @Schema(
                    description =
                            "The mailbox that answers and delivery reports come to, read by IMAP; left out: none is read")
            MailboxSettings.@Nullable Draft mailbox)
            implements ChannelSettings.Draft {

        /** Of a server that only takes mail. */
        Draft(@Nullable String host, @Nullable Integer port, @Nullable Security security, @Nullable String from) {
            this(host, port, security, from, null, null, null, null, null);
        }
    }
}
