package campaignflows.participant.walkcommit;

import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Effects of walks as the engine sends them. */
final class WalkEffects {
    static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    private WalkEffects() {}

    /** Builds the effects of one event of a participant. */
    static final class Of {
        private final UUID eventId = Ids.v7();
        private final Campaign campaign;
        private final ParticipantEvent event;
        private final @Nullable Integer run;
        private final List<FieldUpdate> updates = new ArrayList<>();
        private final List<EmittedCommand> commands = new ArrayList<>();
        private @Nullable CommunicationState state;
        private @Nullable RowVersions versions;
        private int depth;

        Of(Campaign campaign, ParticipantEvent event, @Nullable Integer run) {
            this.campaign = campaign;
            this.event = event;
            this.run = run;
        }

        Of depth(int newDepth) {
            depth = newDepth;
            return this;
        }

        Of update(FieldUpdate... some) {
            updates.addAll(List.of(some));
            return this;
        }

        Of state(CommunicationState newState) {
            state = newState;
            return this;
        }

        /** As the walk has seen its rows. */
        Of seen(@Nullable RowVersions newVersions) {
            versions = newVersions;
            return this;
        }

        Of plan(UUID communicationId, Instant createdAt) {
            return command(new PlanCommunication(
                    campaign.id(),
                    event.participantId(),
                    event.customerId(),
                    1,
                    Ids.derived("flow"),
                    "n3",
                    communicationId,
                    "REMINDED",
                    ChannelType.EMAIL,
                    Ids.derived("channel"),
                    Ids.derived("agent"),
                    createdAt,
                    new Schedule(createdAt, null, null, 0, 0, 0, null, ZoneOffset.UTC),
                    Map.of(),
                    MessageContent.NONE));
        }

        Of cancel() {
            return command(new CancelCommunications(
                    campaign.id(), event.participantId(), event.customerId(), 1, Ids.derived("flow"), "n4"));
        }

        private Of command(CommunicationCommand command) {
            commands.add(new EmittedCommand(Ids.derived(eventId, commands.size()), command));
            return this;
        }

        UUID eventId() {
            return eventId;
        }

        EventEffects effects() {
            WalkRecorded walk = new WalkRecorded(
                    campaign.id(),
                    event.participantId(),
                    event.customerId(),
                    Ids.derived("flow"),
                    1,
                    run,
                    new WalkRecorded.Trigger("ParticipantCreated", null, eventId, NOW),
                    NOW,
                    10,
                    WalkOutcome.COMPLETED,
                    List.of(),
                    List.of(),
                    null);
            return new EventEffects(
                    eventId,
                    campaign.tenantId(),
                    campaign.id(),
                    event.participantId(),
                    event.customerId(),
                    depth,
                    run,
                    state,
                    updates,
                    commands,
                    List.of(new EmittedWalk(Ids.derived(eventId, "walk"), walk)),
                    versions);
        }
    }

    static CommunicationState state(UUID id, CommunicationStatus status, Instant createdAt) {
        return new CommunicationState(
                id, "REMINDED", status, ChannelType.EMAIL, Ids.derived("agent"), Map.of("mood", "good"), createdAt);
    }
}
