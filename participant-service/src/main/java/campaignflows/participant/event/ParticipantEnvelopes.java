package campaignflows.participant.event;

import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CustomerErased;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.OptOutsChanged;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.contracts.walk.ParticipantWalksErased;
import campaignflows.platform.contracts.walk.WalksErased;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates the events for what people and other systems did to participants: without a cause, at depth 0. */
public final class ParticipantEnvelopes {
    private ParticipantEnvelopes() {}

    public static Envelope<ParticipantEvent> created(UnsavedParticipant who, @Nullable Integer run, Instant now) {
        return root(who, now, new ParticipantCreated(who.campaignId(), who.id(), who.customerId(), run));
    }

    public static Envelope<ParticipantEvent> updated(UnsavedParticipant who, @Nullable Integer run, Instant now) {
        return root(who, now, new ParticipantUpdated(who.campaignId(), who.id(), who.customerId(), run));
    }

    /** A value of the customer's profile changed, and with it the participant, which need not be read for this. */
    public static Envelope<ParticipantEvent> updated(ParticipantRef who, @Nullable Integer run, Instant now) {
        return root(
                who.tenantId(),
                who.participantId(),
                now,
                new ParticipantUpdated(who.campaignId(), who.participantId(), who.customerId(), run));
    }

    /** Also the command to communication-service. */
    public static Envelope<ParticipantRemoved> removed(ParticipantRef who, @Nullable Integer run, Instant now) {
        return root(
                who.tenantId(),
                who.participantId(),
                now,
                new ParticipantRemoved(who.campaignId(), who.participantId(), who.customerId(), run));
    }

    /** After the removals of all participants. Also the command to communication-service. */
    public static Envelope<CustomerErased> erased(UUID tenantId, UUID customerId, Instant now) {
        return root(tenantId, customerId, now, new CustomerErased(customerId));
    }

    /** The command to communication-service. */
    public static Envelope<OptOutsChanged> optOutsChanged(
            UUID tenantId, UUID customerId, Set<ChannelType> channels, Instant now) {
        return root(tenantId, customerId, now, new OptOutsChanged(customerId, channels));
    }

    /** For services that store the person's walks; after all of them. */
    public static Envelope<WalksErased> walksErased(UUID tenantId, UUID customerId, Instant now) {
        return root(tenantId, customerId, now, new WalksErased(customerId));
    }

    /** The command to communication-service, after the removal. */
    public static Envelope<ParticipantErased> participantErased(ParticipantRef who, Instant now) {
        return root(
                who.tenantId(), who.participantId(), now, new ParticipantErased(who.participantId(), who.customerId()));
    }

    /** For services that store the participant's walks; after all of them. */
    public static Envelope<ParticipantWalksErased> participantWalksErased(ParticipantRef who, Instant now) {
        return root(
                who.tenantId(),
                who.participantId(),
                now,
                new ParticipantWalksErased(who.participantId(), who.customerId()));
    }

    /** Also the command to communication-service. */
    public static Envelope<ParticipantRemoved> removed(UnsavedParticipant who, @Nullable Integer run, Instant now) {
        return root(who, now, new ParticipantRemoved(who.campaignId(), who.id(), who.customerId(), run));
    }

    /** A walk changed a value of the participant: caused by the walk's event, one step deeper, with an id derived from it. */
    public static Envelope<ParticipantEvent> updatedByWalk(
            UnsavedParticipant who, int run, UUID eventId, int depth, Instant now) {
        return new Envelope<>(
                Ids.derived("participant-updated", eventId),
                ParticipantMessages.SOURCE,
                who.tenantId(),
                who.id().toString(),
                now,
                eventId,
                depth + 1,
                new ParticipantUpdated(who.campaignId(), who.id(), who.customerId(), run));
    }

    /** The person wrote or called in. The id is derived, so that there is exactly one per session. */
    public static Envelope<ParticipantEvent> incoming(
            ParticipantRef who, int run, InboundContact.Session session, Instant now) {
        return new Envelope<>(
                Ids.derived("incoming-session", session.sessionId(), who.participantId()),
                ParticipantMessages.SOURCE,
                who.tenantId(),
                who.participantId().toString(),
                now,
                null,
                0,
                new IncomingSession(
                        who.campaignId(),
                        who.participantId(),
                        who.customerId(),
                        run,
                        session.sessionId(),
                        session.channel(),
                        session.channelId()));
    }

    private static <T> Envelope<T> root(UnsavedParticipant who, Instant now, T data) {
        return root(who.tenantId(), who.id(), now, data);
    }

    private static <T> Envelope<T> root(UUID tenantId, UUID subject, Instant now, T data) {
        return new Envelope<>(Ids.v7(), ParticipantMessages.SOURCE, tenantId, subject.toString(), now, null, 0, data);
    }
}
