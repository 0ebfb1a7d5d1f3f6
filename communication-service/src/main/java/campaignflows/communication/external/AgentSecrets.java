package campaignflows.communication.external;

import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.communication.storage.Columns;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The secrets of external agents: encrypted at rest, shown once, when they are entered or made. */
@Singleton
public final class AgentSecrets {
    private static final Logger LOG = Logger.getLogger(AgentSecrets.class);
    private static final String IN_SETTINGS = "settings.secret";

    private final CredentialCipher cipher;

    public AgentSecrets(CredentialCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * A secret to be stored.
     *
     * @param shown  to whoever has asked for it, this once
     * @param stored as the column has it
     */
    public record Issued(String shown, byte[] stored) {
        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    /** The first one of an agent; null: one is made. */
    public Issued first(UUID agentId, @Nullable String given) {
        return issued(agentId, AgentSecret.of(WebhookSecret.givenOrMade(IN_SETTINGS, given)));
    }

    /** The next one, as it came with the settings. */
    public Issued entered(UUID agentId, byte @Nullable [] stored, String given, Instant now) {
        return next(agentId, stored, WebhookSecret.givenOrMade(IN_SETTINGS, given), true, now);
    }

    /** The next one; null: one is made. */
    public Issued next(
            UUID agentId, byte @Nullable [] stored, @Nullable String given, boolean keepsPrevious, Instant now) {
        return next(agentId, stored, WebhookSecret.givenOrMade("secret", given), keepsPrevious, now);
    }

    /** Where the present one cannot be read any more, it ends at once. */
    private Issued next(
            UUID agentId, byte @Nullable [] stored, WebhookSecret secret, boolean keepsPrevious, Instant now) {
        return issued(
                agentId,
                of(agentId, stored)
                        .map(present -> present.replacedBy(secret, keepsPrevious, now))
                        .orElse(AgentSecret.of(secret)));
    }

    /** Empty if there is none that can be read. */
    Optional<AgentSecret> of(UUID agentId, byte @Nullable [] stored) {
        if (stored == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Columns.json(cipher.decryptText(agentId, stored), AgentSecret.class));
        } catch (UnreadableCredentialsException e) {
            LOG.errorf("secret cannot be read agent=%s", agentId);
            return Optional.empty();
        }
    }

    private Issued issued(UUID agentId, AgentSecret secret) {
        return new Issued(secret.current(), cipher.encryptText(agentId, Columns.json(secret)));
    }
}
