package campaignflows.communication.web;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.credential.HmacKey;
import campaignflows.communication.credential.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes ids for visitors whom nobody knows, and the secrets by which a browser proves later that an id is its own. A secret
 * follows from channel and id by a key of our own, so nothing has to be stored for whoever only opens a page. The ids have a
 * prefix that no id of a website's owner may have, and 128 random bits.
 */
@Singleton
public final class VisitorTokens {
    static final String PREFIX = "visitor:";

    private static final String PURPOSE = "campaignflows web visitors v1";
    private static final int ID_BYTES = 16;

    private final SigningKeys keys;
    private final SecureRandom random = new SecureRandom();

    public VisitorTokens(CommunicationConfig config) {
        this.keys = new EncryptionKeys(config).signing(PURPOSE);
    }

    /** Whether an id is of the kind that is made here. */
    static boolean isOurs(String webId) {
        return webId.startsWith(PREFIX);
    }

    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    String secretOf(UUID channelId, String webId) {
        return secretOf(keys.current(), channelId, webId);
    }

    private static String secretOf(HmacKey key, UUID channelId, String webId) {
        byte[] id = webId.getBytes(StandardCharsets.UTF_8);
        byte[] text = ByteBuffer.allocate(16 + id.length)
                .putLong(channelId.getMostSignificantBits())
                .putLong(channelId.getLeastSignificantBits())
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(text));
    }

    /** Whether the secret is the id's on this channel; the time that it takes tells nothing. */
    boolean proves(UUID channelId, String webId, String secret) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        return isOurs(webId)
                & keys.anyMatch(key ->
                        MessageDigest.isEqual(secretOf(key, channelId, webId).getBytes(StandardCharsets.UTF_8), given));
    }
}
