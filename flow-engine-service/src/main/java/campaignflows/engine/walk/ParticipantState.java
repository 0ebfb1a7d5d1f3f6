package campaignflows.engine.walk;

import campaignflows.engine.value.Property;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.values.WireName;
import campaignflows.platform.values.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant during a batch: its snapshot, and everything that the walks of the batch have written and planned so far.
 * The customer's values are one map for all participants of that customer. Used by one thread.
 */
final class ParticipantState {
    private final UUID tenantId;
    private final UUID campaignId;
    private final UUID participantId;
    private final UUID customerId;
    private final @Nullable RowVersions versions;
    private final RefusedUpdates refusals;
    private final @Nullable Integer activeRun;
    private final @Nullable ZoneId zone;
    private final Map<String, String> customer;
    private final Map<String, String> participant;
    private @Nullable CommunicationState lastCommunication;

    ParticipantState(ParticipantSnapshot snapshot, Map<String, String> customer, RefusedUpdates refusals) {
        this.tenantId = snapshot.tenantId();
        this.campaignId = snapshot.campaignId();
        this.participantId = snapshot.participantId();
        this.customerId = snapshot.customerId();
        this.versions = snapshot.versions();
        this.refusals = refusals;
        this.activeRun = snapshot.activeRun();
        this.zone = snapshot.timezone() == null
                ? null
                : Zones.find(snapshot.timezone()).orElse(null);
        this.customer = customer;
        this.participant = new HashMap<>(snapshot.participant());
        this.lastCommunication = snapshot.lastCommunication();
    }

    boolean is(UUID tenant, UUID campaign) {
        return tenantId.equals(tenant) && campaignId.equals(campaign);
    }

    boolean isInRun(int run) {
        return activeRun != null && activeRun == run;
    }

    /** The participant's own zone; null if the tenant's applies. */
    @Nullable
    ZoneId zone() {
        return zone;
    }

    @Nullable
    CommunicationState lastCommunication() {
        return lastCommunication;
    }

    /** Takes the state of a communication from an event: kept unless a newer communication is known. */
    void receive(CommunicationState communication) {
        CommunicationState last = lastCommunication;
        if (last == null
                || last.communicationId().equals(communication.communicationId())
                || communication.createdAt().isAfter(last.createdAt())) {
            lastCommunication = communication;
        }
    }

    void planned(CommunicationState communication) {
        lastCommunication = communication;
    }

    /**
     * The creation time of the next communication. It is the time of the walk unless that is not after the last one's: "the
     * last communication" must be unique, even if two are planned in one walk or another replica's clock is ahead.
     */
    Instant nextCreatedAt(Instant now) {
        CommunicationState last = lastCommunication;
        return last == null || now.isAfter(last.createdAt())
                ? now
                : last.createdAt().plus(1, ChronoUnit.MICROS);
    }

    @Nullable
    String text(Property.Level level, String name, @Nullable CommunicationState ofEvent) {
        return switch (level) {
            case CUSTOMER -> customer.get(name);
            case PARTICIPANT -> participant.get(name);
            case COMMUNICATION -> textOf(ofEvent == null ? lastCommunication : ofEvent, name);
        };
    }

    private static @Nullable String textOf(@Nullable CommunicationState communication, String name) {
        if (communication == null) {
            return null;
        }
        return switch (name) {
            case "name" -> communication.name();
            case "status" -> WireName.of(communication.status());
            case "channel" -> WireName.of(communication.channel());
            default -> communication.results().get(name);
        };
    }

    /** The versions of the rows that the updates of walks go to, as in this participant's snapshot; null if none is known. */
    @Nullable
    RowVersions versionsFor(List<FieldUpdate> updates) {
        if (versions == null) {
            return null;
        }
        boolean ofCustomer = updates.stream().anyMatch(update -> update.level() == FieldLevel.CUSTOMER);
        boolean ofParticipant = updates.stream().anyMatch(update -> update.level() == FieldLevel.PARTICIPANT);
        return ofCustomer || ofParticipant
                ? new RowVersions(
                        ofCustomer ? versions.customer() : null, ofParticipant ? versions.participant() : null)
                : null;
    }

    /** Why the value cannot be written, as the commit point reported; null if there is no known reason. */
    @Nullable
    String refusal(FieldLevel level, String name, @Nullable String text) {
        return refusals.reason(level, level == FieldLevel.CUSTOMER ? customerId : participantId, name, text);
    }

    void write(Property.Level level, String name, @Nullable String text) {
        Map<String, String> values = level == Property.Level.CUSTOMER ? customer : participant;
        if (text == null) {
            values.remove(name);
        } else {
            values.put(name, text);
        }
    }
}
