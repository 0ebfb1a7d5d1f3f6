package campaignflows.platform.database;

import campaignflows.platform.values.WireName;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/** Stores the constants of an enum by their names in lower case, as messages and the API write them. */
public abstract class WireNameConverter<E extends Enum<E>> implements AttributeConverter<E, String> {
    private final Class<E> type;

    protected WireNameConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable E constant) {
        return constant == null ? null : WireName.of(constant);
    }

    @Override
    public @Nullable E convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : WireName.constant(type, stored);
    }
}
