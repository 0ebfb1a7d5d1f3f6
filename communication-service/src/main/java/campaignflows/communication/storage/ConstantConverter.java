package campaignflows.communication.storage;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constants in columns of entities, in the same form as everywhere: by their name in small letters. */
public abstract class ConstantConverter<E extends Enum<E>> implements AttributeConverter<E, String> {
    private final Class<E> type;

    ConstantConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable E constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable E convertToEntityAttribute(@Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    @Converter(autoApply = true)
    public static class OfChannelType extends ConstantConverter<ChannelType> {
        public OfChannelType() {
            super(ChannelType.class);
        }
    }

    @Converter(autoApply = true)
    public static class OfAgentKind extends ConstantConverter<AgentKind> {
        public OfAgentKind() {
            super(AgentKind.class);
        }
    }

    @Converter(autoApply = true)
    public static class OfRunningStatus extends ConstantConverter<RunningStatus> {
        public OfRunningStatus() {
            super(RunningStatus.class);
        }
    }
}
