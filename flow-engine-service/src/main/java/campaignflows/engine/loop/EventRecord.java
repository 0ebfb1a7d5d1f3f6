package campaignflows.engine.loop;

import org.jspecify.annotations.Nullable;

/** A record of {@code participant-events} as it was read, before anything is believed of it. */
public record EventRecord(int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
    long bytes() {
        return 100L + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
