package campaignflows.communication.channel;

import campaignflows.communication.email.MailServerRules;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.problem.ProblemError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The mailbox that answers and delivery reports of an email channel come to, read by IMAP. */
public record MailboxSettings(String host, int port, Security security, String folder) {
    private static final int TLS_PORT = 993;
    private static final int MAX_FOLDER = 200;
    private static final String INBOX = "INBOX";

    boolean whole() {
        return Stream.of(host, security, folder).allMatch(Objects::nonNull);
    }

    /** The settings as somebody sent them; what is wrong is added to the errors. */
    static MailboxSettings checked(Draft draft, MailServerRules mailServers, List<ProblemError> errors) {
        String host = draft.host() == null ? "" : Texts.normalized(draft.host());
        mailServers
                .problemOfHost(host)
                .ifPresent(problem -> errors.add(ProblemError.ofField("settings.mailbox.host", problem)));
        int port = draft.port() == null ? TLS_PORT : draft.port();
        mailServers
                .problemOfMailboxPort(port)
                .ifPresent(problem -> errors.add(ProblemError.ofField("settings.mailbox.port", problem)));
        Security given = draft.security();
        Security security = given == null ? port == TLS_PORT ? Security.TLS : Security.STARTTLS : given;
        if (!security.keepsSecrets() && !EmailSettings.isThisMachine(host)) {
            errors.add(ProblemError.ofField(
                    "settings.mailbox.security",
                    "Give tls or starttls: the password of the mailbox would travel in the clear"));
        }
        String folder = draft.folder() == null ? "" : Texts.normalized(draft.folder());
        if (folder.length() > MAX_FOLDER || !ChannelRules.isOneLine(folder) || !ValueLimits.isStorable(folder)) {
            errors.add(ProblemError.ofField(
                    "settings.mailbox.folder",
                    "Give the folder's name on one line, at most 200 characters, or none for INBOX"));
        }
        return new MailboxSettings(host, port, security, folder.isEmpty() ? INBOX : folder);
    }

    /** Host, port and how the connection is protected: what a password is entered for. */
    String server() {
        return EmailSettings.server(host, port, security);
    }

    /** The host as it is to be resolved: an IPv6 address without its brackets. */
    public String bareHost() {
        return EmailSettings.bare(host);
    }

    /** The settings before they are checked. */
    @Schema(name = "MailboxSettingsDraft")
    record Draft(
            @Schema(required = true, examples = "imap.example.org") @Nullable
            String host,

            @Schema(description = "Left out it is 993") @Nullable
            Integer port,

            @Schema(description = "tls or starttls. Left out it is tls for port 993, else starttls") @Nullable
            Security security,

            @Schema(description = "Left out it is INBOX") @Nullable
            String folder) {}
}
