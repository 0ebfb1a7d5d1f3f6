package campaignflows.communication.startlink;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.credential.HmacKey;
import campaignflows.communication.credential.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the payloads of links and knows them again. One names a customer and a time after which it is worth nothing, within the
 * 64 letters that Telegram allows, and is signed for one channel with a key of its own, made of the one that credentials are
 * encrypted with: nobody can make one for somebody else, or use it with another bot.
 */
@Singleton
public final class StartPayloads {
    /** What Telegram takes after {@code start=}. */
    static final int MAX_LENGTH = 64;

    private static final String PURPOSE = "campaignflows telegram start links v1";
    private static final byte VERSION = 1;
    private static final int SIGNED_BYTES = 1 + 16 + 4 + 4;
    private static final int SIGNATURE_BYTES = 16;
    private static final byte OF_PAYLOAD = 1;
    private static final byte OF_CHAT = 2;

    private final SigningKeys keys;

    public StartPayloads(CommunicationConfig config) {
        this.keys = new EncryptionKeys(config).signing(PURPOSE);
    }

    /** Of a customer that has this chat now; null: none. */
    String of(UUID channelId, UUID customerId, Instant expiresAt, @Nullable String telegramId) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(VERSION)
                .putLong(customerId.getMostSignificantBits())
                .putLong(customerId.getLeastSignificantBits())
                .putInt((int) expiresAt.getEpochSecond())
                .putInt(chat(keys.current(), customerId, telegramId))
                .array();
        byte[] whole = ByteBuffer.allocate(SIGNED_BYTES + SIGNATURE_BYTES)
                .put(signed)
                .put(signature(keys.current(), channelId, signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty if we have not made it for this channel, or its time is over. */
    Optional<StartPayload> read(UUID channelId, String payload, Instant now) {
        byte[] whole;
        try {
            whole = payload.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (whole.length != SIGNED_BYTES + SIGNATURE_BYTES || whole[0] != VERSION) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(whole, SIGNED_BYTES);
        byte[] signature = Arrays.copyOfRange(whole, SIGNED_BYTES, whole.length);
        if (!keys.anyMatch(key -> MessageDigest.isEqual(signature, signature(key, channelId, signed)))) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(signed, 1, SIGNED_BYTES - 1);
        UUID customerId = new UUID(read.getLong(), read.getLong());
        Instant expiresAt = Instant.ofEpochSecond(Integer.toUnsignedLong(read.getInt()));
        return expiresAt.isAfter(now)
                ? Optional.of(new StartPayload(customerId, expiresAt, read.getInt()))
                : Optional.empty();
    }

    /** Whether the link was made when its customer had this chat; null: none. */
    boolean isOfChat(StartPayload payload, @Nullable String telegramId) {
        return keys.anyMatch(key -> payload.chat() == chat(key, payload.customerId(), telegramId));
    }

    /** A trace of the chat that a customer has; null: none. */
    private static int chat(HmacKey key, UUID customerId, @Nullable String telegramId) {
        byte[] id = telegramId == null ? new byte[0] : telegramId.getBytes(StandardCharsets.UTF_8);
        byte[] text = ByteBuffer.allocate(1 + 16 + id.length)
                .put(OF_CHAT)
                .putLong(customerId.getMostSignificantBits())
                .putLong(customerId.getLeastSignificantBits())
                .put(id)
                .array();
        return ByteBuffer.wrap(key.sign(text)).getInt();
    }

    private static byte[] signature(HmacKey key, UUID channelId, byte[] signed) {
        byte[] text = ByteBuffer.allocate(1 + 16 + signed.length)
                .put(OF_PAYLOAD)
                .putLong(channelId.getMostSignificantBits())
                .putLong(channelId.getLeastSignificantBits())
                .put(signed)
                .array();
        return Arrays.copyOf(key.sign(text), SIGNATURE_BYTES);
    }
}
