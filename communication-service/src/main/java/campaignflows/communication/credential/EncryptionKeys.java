package campaignflows.communication.credential;

import campaignflows.communication.CommunicationConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that credentials are encrypted with: one that encrypts, and others that are only accepted, so that all replicas can
 * read what any of them writes while the key is changed. A bad key stops the service at its start.
 */
@Singleton
public final class EncryptionKeys {
    private final EncryptionKey current;
    private final List<EncryptionKey> all;

    public EncryptionKeys(CommunicationConfig config) {
        current = EncryptionKey.read("campaignflows.communication.credentials-key", config.credentialsKey());
        List<EncryptionKey> keys = new ArrayList<>(List.of(current));
        for (String accepted : config.acceptedCredentialsKeys().orElse(List.of())) {
            EncryptionKey key = EncryptionKey.read("campaignflows.communication.accepted-credentials-keys", accepted);
            if (keys.stream().noneMatch(known -> known.id() == key.id())) {
                keys.add(key);
            }
        }
        all = List.copyOf(keys);
    }

    EncryptionKey current() {
        return current;
    }

    /** The one that encrypts first. */
    List<EncryptionKey> all() {
        return all;
    }

    Optional<EncryptionKey> withId(int id) {
        return all.stream().filter(key -> key.id() == id).findFirst();
    }

    /** Keys made of these for one purpose: what is signed for it proves nothing where another one is meant. */
    public SigningKeys signing(String purpose) {
        return new SigningKeys(all.stream()
                .map(key -> HmacKey.derived(key.key().getEncoded(), purpose))
                .toList());
    }
}
