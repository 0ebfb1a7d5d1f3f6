package campaignflows.communication.channel;

import campaignflows.communication.email.MailPlaces;
import campaignflows.communication.email.Mailbox;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves: through which server, and from whom.
 *
 * @param from {@code me@example.org} or {@code My Company <me@example.org>}
 */
public record EmailSettings(String host, int port, Security security, String from) implements ChannelSettings {
    private static final int TLS_PORT = 465;

    /** The settings as somebody sent them, with every field that is wrong named in the refusal. */
    static EmailSettings checked(Draft draft, MailPlaces places) {
        List<ProblemError> errors = new ArrayList<>();
        String host = draft.host() == null ? "" : Texts.normalized(draft.host());
        places.problemOfHost(host).ifPresent(problem -> errors.add(ProblemError.ofField("settings.host", problem)));
        int port = draft.port() == null ? 0 : draft.port();
        places.problemOfPort(port).ifPresent(problem -> errors.add(ProblemError.ofField("settings.port", problem)));
        String from = draft.from() == null ? "" : Texts.normalized(draft.from());
        Optional<Mailbox> mailbox = Mailbox.parse(from);
        if (mailbox.isEmpty()) {
            errors.add(ProblemError.ofField(
                    "settings.from", "Give an address such as me@example.org or My Company <me@example.org>"));
        } else if (mailbox.get().needsSmtpUtf8()) {
            errors.add(ProblemError.ofField(
                    "settings.from",
                    "Before the @ only letters of ASCII, digits and !#$%&'*+/=?^_`{|}~-. can be sent by: give another"
                            + " address; the name before it may have any letters"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The settings of an email channel are host, port, security and from")
                    .withErrors(errors);
        }
        Security security = draft.security();
        return new EmailSettings(host, port, security == null ? safest(port) : security, from);
    }

    /** What is taken when nothing is said: TLS from the first byte where that is usual, else STARTTLS, never neither. */
    private static Security safest(int port) {
        return port == TLS_PORT ? Security.TLS : Security.STARTTLS;
    }

    @Override
    public boolean whole() {
        return Stream.of(host, security, from).allMatch(Objects::nonNull);
    }

    /** Whether credentials for the one may be given to the other: it is the same server, reached as safely. */
    boolean isSameServer(EmailSettings other) {
        return host.equalsIgnoreCase(other.host) && port == other.port && security == other.security;
    }

    /** The host as it is to be resolved: an IPv6 address without its brackets. */
    public String bareHost() {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The settings before they are checked. */
    @Schema(name = "EmailSettingsDraft")
    record Draft(
            @Schema(required = true) @Nullable String host,
            @Schema(required = true) @Nullable Integer port,

            @Schema(description = "Left out it is tls for port 465, else starttls") @Nullable
            Security security,

            @Schema(required = true, examples = "My Company <me@example.org>") @Nullable
            String from)
            implements ChannelSettings.Draft {}
}
