package campaignflows.communication.channel;

import campaignflows.communication.email.Mailbox;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves: through which server, and from whom.
 *
 * @param from {@code me@example.org} or {@code My Company <me@example.org>}
 */
public record EmailSettings(String host, int port, Security security, String from) {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");

    /** The settings as somebody sent them, with every field that is wrong named in the refusal. */
    static EmailSettings checked(Draft draft) {
        List<ProblemError> errors = new ArrayList<>();
        String host = draft.host();
        if (host == null || !HOST.matcher(host).matches()) {
            errors.add(ProblemError.ofField("settings.host", "Give the mail server's name or address"));
        }
        Integer port = draft.port();
        if (port == null || port < 1 || port > 65_535) {
            errors.add(ProblemError.ofField("settings.port", "Give a port of 1 to 65535"));
        }
        String from = draft.from();
        if (from == null || Mailbox.parse(from).isEmpty()) {
            errors.add(ProblemError.ofField(
                    "settings.from", "Give an address such as me@example.org or My Company <me@example.org>"));
        }
        Security security = draft.security();
        if (security == null) {
            errors.add(ProblemError.ofField("settings.security", "Give none, starttls or tls"));
        }
        if (host == null || port == null || security == null || from == null || !errors.isEmpty()) {
            throw ProblemException.invalid("The settings of an email channel are host, port, security and from")
                    .withErrors(errors);
        }
        return new EmailSettings(host, port, security, from);
    }

    /** The settings before they are checked. */
    record Draft(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Security security,
            @Nullable String from) {}
}
