package campaignflows.communication.storage;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.WireNameConverter;
import jakarta.persistence.Converter;

/** The constants in columns of entities. */
public final class WireNameConverters {
    private WireNameConverters() {}

    @Converter(autoApply = true)
    public static class OfChannelType extends WireNameConverter<ChannelType> {
        public OfChannelType() {
            super(ChannelType.class);
        }
    }

    @Converter(autoApply = true)
    public static class OfAgentKind extends WireNameConverter<AgentKind> {
        public OfAgentKind() {
            super(AgentKind.class);
        }
    }

    @Converter(autoApply = true)
    public static class OfRunningStatus extends WireNameConverter<RunningStatus> {
        public OfRunningStatus() {
            super(RunningStatus.class);
        }
    }
}
