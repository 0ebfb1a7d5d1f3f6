package campaignflows.communication.email;

import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.OAuthSettings;
import campaignflows.communication.credential.Credentials;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sign-ins of a channel, by its settings and credentials. */
@Singleton
public final class MailLogins {
    private final AccessTokens tokens;

    public MailLogins(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** At the server that mail is sent by; null if the channel does not sign in there. */
    public @Nullable MailLogin forSending(
            UUID channelId, int revision, EmailSettings settings, @Nullable Credentials credentials) {
        String username = credentials == null ? null : credentials.username();
        if (credentials == null || username == null) {
            return null;
        }
        OAuthSettings oauth = settings.oauth();
        if (oauth != null && settings.usesTokens()) {
            return new TokenLogin(channelId, revision, username, oauth, credentials, tokens);
        }
        String password = credentials.password();
        return password == null ? null : new PasswordLogin(username, password);
    }

    /** At the mailbox: the one of its own, else the one for sending; null if there is neither. */
    public @Nullable MailLogin forMailbox(
            UUID channelId, int revision, EmailSettings settings, @Nullable Credentials credentials) {
        String username = credentials == null ? null : credentials.mailboxUsername();
        String password = credentials == null ? null : credentials.mailboxPassword();
        return username != null && password != null
                ? new PasswordLogin(username, password)
                : forSending(channelId, revision, settings, credentials);
    }
}
