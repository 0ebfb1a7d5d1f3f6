package campaignflows.platform.database;

import campaignflows.platform.values.WireName;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How our values are bound and read back: the one place that knows what the driver accepts. */
final class Values {

    private Values() {}

    static @Nullable Object toDriver(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> time(instant);
            case Enum<?> constant -> WireName.of(constant);
            case byte[] bytes -> Buffer.buffer(bytes);
            case Instant[] instants -> times(instants);
            case byte[][] binaries -> buffers(binaries);
            case Object[] constants when constants.getClass().getComponentType().isEnum() -> wireNames(constants);
            case null, default -> value;
        };
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime[] times(@Nullable Instant[] instants) {
        @Nullable OffsetDateTime[] times = new OffsetDateTime[instants.length];
        for (int i = 0; i < instants.length; i++) {
            Instant instant = instants[i];
            times[i] = instant == null ? null : time(instant);
        }
        return times;
    }

    private static @Nullable String[] wireNames(@Nullable Object[] constants) {
        @Nullable String[] names = new String[constants.length];
        for (int i = 0; i < constants.length; i++) {
            names[i] = constants[i] instanceof Enum<?> constant ? WireName.of(constant) : null;
        }
        return names;
    }

    private static @Nullable Buffer[] buffers(byte[] @Nullable [] binaries) {
        @Nullable Buffer[] buffers = new Buffer[binaries.length];
        for (int i = 0; i < binaries.length; i++) {
            byte[] binary = binaries[i];
            buffers[i] = binary == null ? null : Buffer.buffer(binary);
        }
        return buffers;
    }
}
