package campaignflows.platform.messaging;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Lets tests read what waits in the outbox, whose form is otherwise nobody's business. */
@NullMarked
public final class OutboxContents {
    private OutboxContents() {}

    public static List<OutgoingMessage> decode(byte[] payload) {
        return OutboxCodec.decode(payload);
    }
}
