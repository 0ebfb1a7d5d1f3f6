package campaignflows.platform.contracts.walk;

import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.CancelCommunications;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.PlanCommunication;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The protocol between the engine and participant-service. The engine computes, participant-service is the commit
 * point: a batch [from, to) of one partition of {@code participant-events} takes effect in the one transaction that
 * moves the partition's position from {@code from} to {@code to}.
 */
public final class WalkProtocol {
    private WalkProtocol() {}

    /**
     * {@code POST /internal/v1/walks/begin}: requests the position of the partition and the snapshots of these participants.
     *
     * @param topicId        Kafka's id of the topic; one that differs from the stored one is refused with 409
     * @param from           the offset of the batch's first record; the position in the response shows whether it is the next
     * @param participantIds all of the batch, each once
     * @param briefIds       those of them whose values and last communication are not needed: their snapshots leave them out
     */
    public record Begin(
            String topicId,
            int partition,
            long from,
            List<UUID> participantIds,
            @Nullable List<UUID> briefIds) {
        public Begin {
            participantIds = List.copyOf(participantIds);
            briefIds = briefIds == null ? List.of() : List.copyOf(briefIds);
        }

        /** All of them with full snapshots. */
        public Begin(String topicId, int partition, long from, List<UUID> participantIds) {
            this(topicId, partition, from, participantIds, List.of());
        }
    }

    /**
     * The response to {@link Begin}.
     *
     * @param position  the next offset that counts, 0 for a partition that was never read; snapshots are empty if it is
     *                  not {@code from}
     * @param snapshots of the participants that exist; a removed one is missing
     */
    public record BeginResponse(long position, List<ParticipantSnapshot> snapshots) {
        public BeginResponse {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** {@code GET /internal/v1/walks/positions/{partition}?topic_id=}: resolves a commit whose outcome is unknown. */
    public record Position(int partition, long position) {}

    /**
     * {@code GET /internal/v1/walks/backlog}: how far the engine is behind.
     *
     * @param events that are stored and not walked yet, of all tenants; Kafka's own control records may be counted
     */
    public record Backlog(long events) {}

    /**
     * A participant as flows see it.
     *
     * @param timezone          IANA id; null if the tenant's applies
     * @param customer          canonical texts of the profile's values by field name, system fields included
     * @param participant       canonical texts of the participant's values by field name
     * @param lastCommunication the one created last
     * @param activeRun         the campaign's run that is stored as active now; null if none is
     * @param versions          of the rows that the values were read from; null if no commit will refer to them
     */
    public record ParticipantSnapshot(
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            UUID customerId,
            @Nullable String objectId,
            @Nullable String timezone,
            Map<String, String> customer,
            Map<String, String> participant,
            @Nullable CommunicationState lastCommunication,
            @Nullable Integer activeRun,
            @Nullable RowVersions versions) {
        public ParticipantSnapshot {
            customer = Map.copyOf(customer);
            participant = Map.copyOf(participant);
        }

        /** A snapshot of no row, or of one that no commit will refer to. */
        public ParticipantSnapshot(
                UUID tenantId,
                UUID campaignId,
                UUID participantId,
                UUID customerId,
                @Nullable String objectId,
                @Nullable String timezone,
                Map<String, String> customer,
                Map<String, String> participant,
                @Nullable CommunicationState lastCommunication,
                @Nullable Integer activeRun) {
            this(
                    tenantId,
                    campaignId,
                    participantId,
                    customerId,
                    objectId,
                    timezone,
                    customer,
                    participant,
                    lastCommunication,
                    activeRun,
                    null);
        }
    }

    /**
     * Which state of its rows a walk has read. Every write of a row changes its version; the meaning of a version is known only to
     * participant-service.
     *
     * @param customer    of the profile; null if the walk's updates do not rely on it
     * @param participant of the participant; null if the walk's updates do not rely on it
     */
    public record RowVersions(
            @Nullable Long customer, @Nullable Long participant) {}

    /**
     * {@code POST /internal/v1/walks/commit}: 204 if it took effect. With 409 nothing happened, and everything is walked
     * again:
     *
     * <ul>
     *   <li>{@code conflict} without errors: the position is not {@code from}, or a walk relied on effects of an earlier
     *       one of the commit that are now dropped, because its run has ended or its participant no longer exists. The position
     *       has to be read again.
     *   <li>{@code stale_revision}: rows that walks have read and are to write have been written meanwhile. Each error names one
     *       of the {@link RowVersions} by its field.
     *   <li>{@code conflict} with errors: updates cannot be made, for example because an identifier belongs to somebody else. Each
     *       error contains the index of an update, counted over all events, and the reason.
     * </ul>
     */
    public record Commit(String topicId, int partition, long from, long to, List<EventEffects> events) {
        public Commit {
            events = List.copyOf(events);
            if (to < from) {
                throw new IllegalArgumentException("Expected to >= from, but " + to + " < " + from);
            }
        }
    }

    /**
     * All effects of one event, in the order of the batch.
     *
     * @param depth         of the event, or of the deepest of its walks if one handed its participant over; what it causes
     *                      is one deeper
     * @param run           of the event; effects of a run that is no longer active are dropped, {@code communication}
     *                      is not
     * @param communication the state that the event carried; kept unless a newer communication is known
     * @param updates       of all the event's walks together, in order; at most one ParticipantUpdated is fired for them
     * @param versions      of the rows that are updated, as the walks have read them; null if that does not matter
     * @param traceparent   where the walks stand in a trace; null if they are not traced
     */
    public record EventEffects(
            UUID eventId,
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            UUID customerId,
            int depth,
            @Nullable Integer run,
            @Nullable CommunicationState communication,
            List<FieldUpdate> updates,
            List<EmittedCommand> commands,
            List<EmittedWalk> walks,
            @Nullable RowVersions versions,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String traceparent) {
        public EventEffects {
            updates = List.copyOf(updates);
            commands = List.copyOf(commands);
            walks = List.copyOf(walks);
        }

        /** Effects that are not traced. */
        public EventEffects(
                UUID eventId,
                UUID tenantId,
                UUID campaignId,
                UUID participantId,
                UUID customerId,
                int depth,
                @Nullable Integer run,
                @Nullable CommunicationState communication,
                List<FieldUpdate> updates,
                List<EmittedCommand> commands,
                List<EmittedWalk> walks,
                @Nullable RowVersions versions) {
            this(
                    eventId,
                    tenantId,
                    campaignId,
                    participantId,
                    customerId,
                    depth,
                    run,
                    communication,
                    updates,
                    commands,
                    walks,
                    versions,
                    null);
        }

        /** The same as a part of a trace. */
        public EventEffects tracedBy(@Nullable String itsTraceparent) {
            return itsTraceparent == null
                    ? this
                    : new EventEffects(
                            eventId,
                            tenantId,
                            campaignId,
                            participantId,
                            customerId,
                            depth,
                            run,
                            communication,
                            updates,
                            commands,
                            walks,
                            versions,
                            itsTraceparent);
        }
    }

    /**
     * One value that a walk wrote.
     *
     * @param value canonical text, valid for the field's type; null clears the field
     */
    public record FieldUpdate(
            FieldLevel level, String name, @Nullable String value) {}

    /** A command with the derived id of its message. */
    public record EmittedCommand(
            UUID id,

            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
            @JsonSubTypes({
                @JsonSubTypes.Type(value = PlanCommunication.class, name = "PlanCommunication"),
                @JsonSubTypes.Type(value = CancelCommunications.class, name = "CancelCommunications")
            })
            CommunicationCommand command) {}

    /** A walk's record with the derived id of its message. */
    public record EmittedWalk(UUID id, WalkRecorded walk) {}
}
