package campaignflows.communication.credential;

import java.util.List;
import java.util.function.Predicate;

/**
 * Signs with the present key and knows again what former ones have signed: links in messages are followed long after a key was
 * changed.
 */
public final class SigningKeys {
    private final List<HmacKey> keys;

    SigningKeys(List<HmacKey> keys) {
        this.keys = keys;
    }

    /** The code of the parts, one after the other, by the present key: 32 bytes. */
    public byte[] sign(byte[]... parts) {
        return current().sign(parts);
    }

    public HmacKey current() {
        return keys.getFirst();
    }

    /** Whether the text is right by one of the keys; all are asked, so that the time tells nothing. */
    public boolean anyMatch(Predicate<HmacKey> isRight) {
        boolean found = false;
        for (HmacKey key : keys) {
            found |= isRight.test(key);
        }
        return found;
    }
}
