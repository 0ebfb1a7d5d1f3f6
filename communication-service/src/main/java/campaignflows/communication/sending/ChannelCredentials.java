package campaignflows.communication.sending;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The credentials of channels, for whoever sends on them. */
@Singleton
public final class ChannelCredentials {
    private static final Logger LOG = Logger.getLogger(ChannelCredentials.class);

    private final CredentialCipher cipher;

    public ChannelCredentials(CredentialCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * Null if the channel has none.
     *
     * @throws ChannelFaultException if they cannot be read
     */
    public @Nullable Credentials of(Channel channel) {
        byte[] stored = channel.credentials();
        try {
            return stored == null ? null : cipher.decrypt(channel.id(), stored);
        } catch (UnreadableCredentialsException e) {
            LOG.errorf("credentials cannot be read channel=%s", channel.id());
            throw new ChannelFaultException(
                    "The credentials of the channel %s cannot be read: enter them again".formatted(channel.name()));
        }
    }
}
