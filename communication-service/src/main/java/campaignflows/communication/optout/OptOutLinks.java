package campaignflows.communication.optout;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.credential.SigningKeys;
import campaignflows.communication.email.UnsubscribeLinks;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one place that makes the links by which contacts opt out, and knows them again. A link names a communication and is
 * signed with a key of its own, made of the one that credentials are encrypted with: nobody can make one for somebody else.
 * It holds for as long as the communication is kept, since mails are read late.
 *
 * <p>Its page is opened by GET, which changes nothing; a POST of {@code List-Unsubscribe=One-Click} opts out of the type of
 * channel that the communication was on (RFC 8058).
 */
@Singleton
public final class OptOutLinks implements UnsubscribeLinks {
    static final String PATH = "/api/v1/preferences/";

    private static final String PURPOSE = "campaignflows opt-out links v1";
    private static final int ID_BYTES = 16;
    private static final int SIGNATURE_BYTES = 16;

    private final SigningKeys keys;
    private final @Nullable URI base;

    public OptOutLinks(CommunicationConfig config) {
        this.keys = new EncryptionKeys(config).signing(PURPOSE);
        this.base = config.publicAddress().orElse(null);
    }

    /** The link of a communication; empty if this installation does not know how it is reached. */
    @Override
    public Optional<URI> of(UUID communicationId) {
        URI address = base;
        return address == null
                ? Optional.empty()
                : Optional.of(URI.create(address.toString().replaceAll("/+$", "") + PATH + tokenOf(communicationId)));
    }

    String tokenOf(UUID communicationId) {
        byte[] id = bytes(communicationId);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES)
                        .put(id)
                        .put(keys.sign(id), 0, SIGNATURE_BYTES)
                        .array());
    }

    /** The communication that a token names; empty if we have not made it. */
    Optional<UUID> read(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(bytes, ID_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        if (!keys.anyMatch(key -> MessageDigest.isEqual(signature, Arrays.copyOf(key.sign(id), SIGNATURE_BYTES)))) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(id);
        return Optional.of(new UUID(read.getLong(), read.getLong()));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
