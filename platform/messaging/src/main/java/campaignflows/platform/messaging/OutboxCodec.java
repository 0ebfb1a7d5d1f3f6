package campaignflows.platform.messaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an outbox row: a version, a count, and the messages in order. The name of a topic is written once per row.
 * The first byte is the version, so that a later one can be recognized while rows of both are stored.
 */
public final class OutboxCodec {

    private static final int VERSION = 1;
    private static final int ABSENT = -1;
    private static final int OVERHEAD = 128;

    private OutboxCodec() {}

    static byte[] encode(List<OutgoingMessage> messages) {
        var bytes = new ByteArrayOutputStream(sizeOf(messages));
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(messages.size());
            Map<String, Integer> topics = new HashMap<>();
            for (OutgoingMessage message : messages) {
                writeTopic(out, topics, message.topic());
                writeBytes(out, utf8(message.key()));
                out.writeByte(message.headers().size());
                for (Map.Entry<String, String> header : message.headers().entrySet()) {
                    writeBytes(out, utf8(header.getKey()));
                    writeBytes(out, utf8(header.getValue()));
                }
                writeBytes(out, message.value());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** About how many bytes, rather too many: to grow would copy all of them. */
    private static int sizeOf(List<OutgoingMessage> messages) {
        long size = OVERHEAD;
        for (OutgoingMessage message : messages) {
            byte[] value = message.value();
            size += OVERHEAD + (value == null ? 0 : value.length);
        }
        return (int) Math.min(size, Integer.MAX_VALUE - OVERHEAD);
    }

    public static List<OutgoingMessage> decode(byte[] payload) {
        try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("Expected an outbox row of version " + VERSION + ", but it is "
                        + version + ": this release is older than the one that wrote the row");
            }
            int count = in.readInt();
            List<String> topics = new ArrayList<>();
            List<OutgoingMessage> messages = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String topic = readTopic(in, topics);
                String key = text(readBytes(in));
                Map<String, String> headers = new HashMap<>();
                int headerCount = in.readUnsignedByte();
                for (int h = 0; h < headerCount; h++) {
                    headers.put(requiredText(in), requiredText(in));
                }
                messages.add(new OutgoingMessage(topic, key, headers, readBytes(in)));
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalStateException("Expected a complete outbox row, but it ends early", e);
        }
    }

    private static void writeTopic(DataOutputStream out, Map<String, Integer> topics, String topic) throws IOException {
        Integer known = topics.putIfAbsent(topic, topics.size());
        out.writeShort(known == null ? ABSENT : known);
        if (known == null) {
            out.writeUTF(topic);
        }
    }

    private static String readTopic(DataInputStream in, List<String> topics) throws IOException {
        short index = in.readShort();
        if (index != ABSENT) {
            return topics.get(index);
        }
        String topic = in.readUTF();
        topics.add(topic);
        return topic;
    }

    private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(ABSENT);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException("Expected as many bytes as were announced, but there are fewer");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String requiredText(DataInputStream in) throws IOException {
        String text = text(readBytes(in));
        if (text == null) {
            throw new IOException("Expected a text, but there is none");
        }
        return text;
    }
}
