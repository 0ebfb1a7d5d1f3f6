package campaignflows.platform.contracts;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.flow.Position;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.flow.When;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.walk.ParticipantWalksErased;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalksErased;
import campaignflows.platform.values.AllowedWindow;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Operator;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One message of every type, with every property set. */
final class Samples {
    static final UUID ID = UUID.fromString("0190d1a0-0000-7000-8000-000000000001");
    static final Instant AT = Instant.parse("2026-06-30T10:00:00.123Z");
    static final CommunicationState COMMUNICATION = new CommunicationState(
            ID,
            "REMINDED_DUE_DATE",
            CommunicationStatus.NO_RESPONSE,
            ChannelType.WHATSAPP,
            ID,
            Map.of("paid", "true"),
            AT);
    static final Flow FLOW = new Flow(
            ID,
            "Reminder",
            true,
            7,
            List.of(
                    new Node("n1", NodeType.PARTICIPANT_CREATED, "", new Position(1, 2.5), new NodeSettings.None()),
                    new Node(
                            "n2",
                            NodeType.FIELD_CHECK,
                            "Due",
                            Position.ORIGIN,
                            new NodeSettings.FieldCheck(
                                    "participant.due_date",
                                    Operator.IS_ON_OR_AFTER,
                                    new ValueSource.RelativeDate(ValueSource.RelativeDate.Base.TODAY, null, 3, null))),
                    new Node(
                            "n3",
                            NodeType.EMAIL_COMMUNICATION,
                            "",
                            Position.ORIGIN,
                            new NodeSettings.Communication(
                                    "REMINDED",
                                    ID,
                                    ID,
                                    new When(new When.Now(), 0, 0, -5, LocalTime.of(9, 30), null),
                                    Map.of("due", new ValueSource.Field("participant.due_date")),
                                    "Hello",
                                    "{{ participant.due_date }}",
                                    null))),
            List.of(new Edge("e1", "n1", Port.OUT, "n2"), new Edge("e2", "n2", Port.MATCH, "n3")));

    private Samples() {}

    record Sample(String topic, MessageFamily<?> family, Object data) {
        @SuppressWarnings("unchecked")
        String type() {
            return ((MessageFamily<Object>) family).typeOf(data);
        }
    }

    static List<Sample> all() {
        var events = campaignflows.platform.contracts.message.CustomerEvent.FAMILY;
        var commands = campaignflows.platform.contracts.message.CustomerCommand.FAMILY;
        return List.of(
                new Sample(Topics.PARTICIPANT_EVENTS, events, new ParticipantCreated(ID, ID, ID, 1)),
                new Sample(Topics.PARTICIPANT_EVENTS, events, new ParticipantUpdated(ID, ID, ID, null)),
                new Sample(Topics.PARTICIPANT_EVENTS, events, new ParticipantRemoved(ID, ID, ID, 2)),
                new Sample(Topics.PARTICIPANT_EVENTS, events, new CommunicationUpdated(ID, ID, ID, 1, COMMUNICATION)),
                new Sample(Topics.PARTICIPANT_EVENTS, events, new CommunicationEnded(ID, ID, ID, 1, COMMUNICATION)),
                new Sample(
                        Topics.PARTICIPANT_EVENTS,
                        events,
                        new IncomingSession(ID, ID, ID, 1, ID, ChannelType.TELEGRAM, ID)),
                new Sample(Topics.PARTICIPANT_EVENTS, events, new CustomerErased(ID)),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, plan()),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, new CancelCommunications(ID, ID, ID, 3, ID, "n4")),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, new ParticipantRemoved(ID, ID, ID, 2)),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, new ParticipantErased(ID, ID)),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, new CustomerErased(ID)),
                new Sample(Topics.COMMUNICATION_COMMANDS, commands, new OptOutsChanged(ID, Set.of(ChannelType.EMAIL))),
                new Sample(Topics.FLOW_WALKS, WalkMessage.FAMILY, walk()),
                new Sample(Topics.FLOW_WALKS, WalkMessage.FAMILY, new WalksErased(ID)),
                new Sample(Topics.FLOW_WALKS, WalkMessage.FAMILY, new ParticipantWalksErased(ID, ID)),
                new Sample(Topics.CAMPAIGN_DEFINITIONS, CampaignDefined.FAMILY, campaign()),
                new Sample(
                        Topics.TENANTS,
                        TenantDefined.FAMILY,
                        new TenantDefined(
                                ID,
                                "Local",
                                1,
                                ZoneId.of("Europe/London"),
                                "dd/MM/yyyy",
                                "GB",
                                new DataRetention(365, null))),
                new Sample(
                        Topics.CAMPAIGN_FAULTS,
                        CampaignFaulted.FAMILY,
                        new CampaignFaulted(ID, 4, AT, "The channel Local email is stopped")),
                new Sample(Topics.AUDIT_EVENTS, AuditRecorded.FAMILY, audit()));
    }

    private static AuditRecorded audit() {
        Actor actor = new Actor(ActorKind.USER, ID.toString(), null, "192.0.2.7", "request-1");
        return AuditRecorded.of(AuditAction.CAMPAIGN_CHANGED, ID, actor)
                .in(ID)
                .with(AuditChange.between(Map.of("name", "A"), Map.of("name", "B"), Set.of()))
                .unsuccessful(AuditOutcome.REFUSED, "forbidden");
    }

    private static PlanCommunication plan() {
        return new PlanCommunication(
                ID,
                ID,
                ID,
                1,
                ID,
                "n3",
                ID,
                "REMINDED",
                ChannelType.EMAIL,
                ID,
                ID,
                AT,
                new Schedule(
                        AT,
                        null,
                        null,
                        1,
                        -2,
                        3,
                        LocalTime.of(9, 30),
                        ZoneId.of("Europe/London"),
                        new AllowedWindow(
                                LocalTime.of(9, 0), LocalTime.of(20, 0), Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))),
                Map.of("due", "2026-06-30"),
                new MessageContent(
                        "Hello",
                        "It is due",
                        new MessageContent.ApprovedTemplate("reminder", "en", List.of("2026-06-30"))));
    }

    private static WalkRecorded walk() {
        return new WalkRecorded(
                ID,
                ID,
                ID,
                ID,
                7,
                1,
                new WalkRecorded.Trigger("ParticipantCreated", NodeType.PARTICIPANT_CREATED, ID, AT),
                AT,
                412,
                WalkOutcome.COMPLETED,
                List.of(new WalkRecorded.Step("n2", Port.ELSE, List.of("2026-06-30", "2026-07-03"), "not set")),
                List.of(new WalkRecorded.Emitted("PlanCommunication", ID)),
                "none");
    }

    private static CampaignDefined campaign() {
        return new CampaignDefined(
                ID,
                ID,
                "Payments",
                12,
                CampaignStatus.ACTIVE,
                3,
                true,
                List.of(new FieldDefinition(
                        "due_date", "Due date", FieldType.DATE, FieldLevel.PARTICIPANT, true, false, false, List.of())),
                List.of(FLOW),
                List.of(new ResultField("mood", "Mood", FieldType.ENUMERATION, List.of("good", "bad"))));
    }
}
