package campaignflows.campaign.validation;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.AgentSummary.AttachedChannel;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.WireName;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A campaign with a field of every type, and agents of every kind. */
final class ValidationFixture {
    static final UUID MESSAGES = new UUID(0, 1);
    static final UUID SIMULATOR = new UUID(0, 2);
    static final UUID STOPPED = new UUID(0, 3);
    static final UUID EMAIL = new UUID(1, 1);
    static final UUID TELEGRAM = new UUID(1, 2);
    static final UUID WHATSAPP = new UUID(1, 3);
    static final UUID VOICE = new UUID(1, 4);
    static final UUID WEB = new UUID(1, 5);
    static final UUID STOPPED_EMAIL = new UUID(1, 5);

    /** Flows to hand over to: active, inactive, and without a From Another Flow. */
    static final UUID FOLLOW_UP = new UUID(2, 1);

    static final UUID SLEEPING = new UUID(2, 2);
    static final UUID CLOSED = new UUID(2, 3);

    private ValidationFixture() {}

    static ValidationContext campaign(Flow... otherActive) {
        List<FieldDefinition> fields = Stream.concat(
                        Stream.of(FieldType.values()).map(ValidationFixture::fieldOf),
                        Stream.of(
                                new FieldDefinition(
                                        "name",
                                        "Name",
                                        FieldType.STRING,
                                        FieldLevel.CUSTOMER,
                                        true,
                                        false,
                                        true,
                                        List.of()),
                                new FieldDefinition(
                                        "result",
                                        "Result",
                                        FieldType.BOOLEAN,
                                        FieldLevel.PARTICIPANT,
                                        false,
                                        false,
                                        true,
                                        List.of()),
                                new FieldDefinition(
                                        "result_at",
                                        "At",
                                        FieldType.DATETIME,
                                        FieldLevel.PARTICIPANT,
                                        false,
                                        false,
                                        true,
                                        List.of())))
                .toList();
        return new ValidationContext(
                PropertyCatalogue.of(fields, List.of(new ResultField("score", "Score", FieldType.INTEGER, List.of()))),
                agents(),
                List.of(otherActive),
                targets(),
                new ParseContext(ZoneId.of("Europe/Berlin"), DatePattern.of("dd.MM.yyyy"), "DE", Set.of()));
    }

    private static Map<UUID, TargetFlow> targets() {
        return Map.of(
                FOLLOW_UP, new TargetFlow(FOLLOW_UP, "Follow up", true, true),
                SLEEPING, new TargetFlow(SLEEPING, "Sleeping", false, true),
                CLOSED, new TargetFlow(CLOSED, "Closed", true, false));
    }

    /** A Participant field named like its type with a prefix: a_string, a_date, … */
    private static FieldDefinition fieldOf(FieldType type) {
        String name = "a_" + WireName.of(type);
        List<String> values = type == FieldType.ENUMERATION ? List.of("gold", "silver") : List.of();
        return new FieldDefinition(name, name, type, FieldLevel.PARTICIPANT, true, false, false, values);
    }

    private static Map<UUID, AgentSummary> agents() {
        AttachedChannel email = new AttachedChannel(EMAIL, "Mail", ChannelType.EMAIL, RunningStatus.RUNNING);
        AttachedChannel telegram =
                new AttachedChannel(TELEGRAM, "Telegram", ChannelType.TELEGRAM, RunningStatus.RUNNING);
        AttachedChannel whatsapp =
                new AttachedChannel(WHATSAPP, "WhatsApp", ChannelType.WHATSAPP, RunningStatus.RUNNING);
        AttachedChannel voice = new AttachedChannel(VOICE, "Voice", ChannelType.VOICE, RunningStatus.RUNNING);
        AttachedChannel web = new AttachedChannel(WEB, "Web", ChannelType.WEB, RunningStatus.RUNNING);
        AttachedChannel stopped =
                new AttachedChannel(STOPPED_EMAIL, "Old mail", ChannelType.EMAIL, RunningStatus.STOPPED);
        return Stream.of(
                        new AgentSummary(
                                MESSAGES,
                                "Messages",
                                AgentKind.MESSAGE,
                                RunningStatus.RUNNING,
                                List.of(email, whatsapp, stopped),
                                List.of()),
                        new AgentSummary(
                                SIMULATOR,
                                "Simulator",
                                AgentKind.SIMULATED,
                                RunningStatus.RUNNING,
                                List.of(email, telegram, whatsapp, voice, web),
                                List.of()),
                        new AgentSummary(
                                STOPPED,
                                "Sleeper",
                                AgentKind.SIMULATED,
                                RunningStatus.STOPPED,
                                List.of(email),
                                List.of()))
                .collect(Collectors.toMap(AgentSummary::id, Function.identity()));
    }

    /** Settings of a communication, complete but for the content. */
    static String communication(UUID agent, UUID channel, String more) {
        return "{'communication_name': 'REMINDER', 'agent_id': '%s', 'channel_id': '%s'%s}"
                .formatted(agent, channel, more.isEmpty() ? "" : ", " + more);
    }
}
