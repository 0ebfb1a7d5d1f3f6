package campaignflows.communication.email;

import campaignflows.communication.channel.OAuthSettings;
import campaignflows.communication.credential.Credentials;
import java.util.UUID;

/** A sign-in by an access token, which is asked for when there is none or it has run out. */
record TokenLogin(
        UUID channelId,
        int revision,
        String username,
        OAuthSettings oauth,
        Credentials credentials,
        AccessTokens tokens)
        implements MailLogin {
    @Override
    public String mechanisms() {
        return "XOAUTH2";
    }

    @Override
    public Secret secret() throws LoginUnavailableException {
        return new Secret(username, tokens.current(channelId, revision, oauth, credentials));
    }

    @Override
    public boolean isRenewedAfterRefusal() {
        return tokens.drop(channelId, revision);
    }

    @Override
    public String toString() {
        return "TokenLogin[…]";
    }
}
