package campaignflows.communication.credential;

import campaignflows.communication.credential.StoredSecretRepository.Place;
import campaignflows.communication.credential.StoredSecretRepository.StoredSecret;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes again, with the present key, what was encrypted with one that is only accepted any more. */
@Singleton
class ReencryptionService {
    private static final Logger LOG = Logger.getLogger(ReencryptionService.class);
    private static final int PAGE = 200;

    private final StoredSecretRepository secrets;
    private final CredentialCipher cipher;
    private final Database database;

    ReencryptionService(
            StoredSecretRepository secrets, CredentialCipher cipher, @Identifier("work") Database database) {
        this.secrets = secrets;
        this.cipher = cipher;
        this.database = database;
    }

    /**
     * What one pass over all secrets came to.
     *
     * @param reencrypted that were written again
     * @param unreadable  that no key here has written: whoever owns them has to enter them again
     */
    record Pass(int reencrypted, int unreadable) {
        private Pass plus(Pass other) {
            return new Pass(reencrypted + other.reencrypted, unreadable + other.unreadable);
        }
    }

    Pass pass() {
        Pass whole = new Pass(0, 0);
        for (Place place : Place.values()) {
            UUID after = null;
            List<StoredSecret> page;
            do {
                page = page(place, after);
                whole = whole.plus(reencrypt(place, page));
                after = page.isEmpty() ? null : page.getLast().id();
            } while (page.size() == PAGE);
        }
        return whole;
    }

    private List<StoredSecret> page(Place place, @Nullable UUID after) {
        return database.read(tx -> secrets.after(tx, place, after, PAGE));
    }

    private Pass reencrypt(Place place, List<StoredSecret> page) {
        int written = 0;
        int unreadable = 0;
        for (StoredSecret secret : page) {
            try {
                Optional<byte[]> again = cipher.reencrypted(secret.id(), secret.bytes());
                if (again.isPresent()
                        && database.inTransaction(tx -> secrets.replace(tx, place, secret, again.get()))) {
                    written++;
                }
            } catch (UnreadableCredentialsException e) {
                unreadable++;
                LOG.warnf("secret cannot be read with any key place=%s id=%s", place, secret.id());
            }
        }
        return new Pass(written, unreadable);
    }
}
