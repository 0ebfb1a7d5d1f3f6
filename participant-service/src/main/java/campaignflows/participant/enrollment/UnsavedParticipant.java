package campaignflows.participant.enrollment;

import campaignflows.participant.profile.ListKeys;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.communication.CommunicationState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant whose row this transaction has locked, new or stored, with the changes that are not written yet: what several
 * rows of an import or several events of a commit do to it is collected here, so that it is written once.
 */
public final class UnsavedParticipant {
    public static final String RESULT_FIELD = "result";
    public static final String RESULT_AT_FIELD = "result_at";

    private final UUID id;
    private final UUID tenantId;
    private final UUID campaignId;
    private final UUID customerId;
    private final @Nullable String objectId;
    private final @Nullable Participant stored;
    private final @Nullable UnsavedCustomer customer;
    private final Map<String, String> attributes;
    private @Nullable String timezone;
    private @Nullable Boolean result;
    private @Nullable Instant resultAt;
    private int communicationsCount;
    private int openCommunications;
    private @Nullable CommunicationState lastCommunication;

    private UnsavedParticipant(
            UUID id,
            UUID tenantId,
            UUID campaignId,
            UUID customerId,
            @Nullable String objectId,
            @Nullable UnsavedCustomer customer,
            @Nullable Participant stored) {
        this.id = id;
        this.tenantId = tenantId;
        this.campaignId = campaignId;
        this.customerId = customerId;
        this.objectId = objectId;
        this.customer = customer;
        this.stored = stored;
        this.attributes = stored == null ? new HashMap<>() : new HashMap<>(stored.attributes());
        if (stored != null) {
            timezone = stored.timezone();
            result = stored.result();
            resultAt = stored.resultAt();
            communicationsCount = stored.communicationsCount();
            openCommunications = stored.openCommunications();
            lastCommunication = stored.lastCommunication();
        }
    }

    /** A participant of a customer whose row this transaction has locked or adds. */
    public static UnsavedParticipant ofNew(
            UUID id, UUID campaignId, UnsavedCustomer customer, @Nullable String objectId) {
        return new UnsavedParticipant(id, customer.tenantId(), campaignId, customer.id(), objectId, customer, null);
    }

    public static UnsavedParticipant ofStored(Participant participant) {
        return new UnsavedParticipant(
                participant.id(),
                participant.tenantId(),
                participant.campaignId(),
                participant.customerId(),
                participant.objectId(),
                null,
                participant);
    }

    /**
     * Sets a participant field; null clears it. Writing {@code result} sets {@code result_at} to {@code now}, which does not
     * count as a change of its own.
     *
     * @return whether the value has changed
     * @throws IllegalArgumentException if the text is not canonical for a system field
     */
    public boolean set(String field, @Nullable String value, Instant now) {
        if (field.equals(RESULT_FIELD)) {
            Boolean before = result;
            result = value == null ? null : canonicalBoolean(value);
            resultAt = result == null ? null : now;
            return !Objects.equals(before, result);
        }
        if (field.equals(RESULT_AT_FIELD)) {
            Instant before = resultAt;
            resultAt = value == null ? null : Instant.parse(value);
            return !Objects.equals(before, resultAt);
        }
        String before = value == null ? attributes.remove(field) : attributes.put(field, value);
        return !Objects.equals(before, value);
    }

    /** The value of any participant field, or null. */
    public @Nullable String get(String field) {
        return switch (field) {
            case RESULT_FIELD -> result == null ? null : result.toString();
            case RESULT_AT_FIELD -> resultAt == null ? null : resultAt.toString();
            default -> attributes.get(field);
        };
    }

    public boolean setTimezone(@Nullable String newTimezone) {
        boolean changed = !Objects.equals(timezone, newTimezone);
        timezone = newTimezone;
        return changed;
    }

    /** A communication was planned for the participant: it counts, is open, and is now the last one. */
    public void addPlanned(CommunicationState planned) {
        communicationsCount++;
        openCommunications++;
        CommunicationState last = lastCommunication;
        if (last == null || !planned.createdAt().isBefore(last.createdAt())) {
            lastCommunication = planned;
        }
    }

    /** A communication's state arrived, once for each of its transitions. */
    public void applyState(CommunicationState state) {
        if (state.status().isFinal() && openCommunications > 0) {
            openCommunications--;
        }
        CommunicationState last = lastCommunication;
        if (last == null
                || last.communicationId().equals(state.communicationId())
                || state.createdAt().isAfter(last.createdAt())) {
            lastCommunication = state;
        }
    }

    private static Boolean canonicalBoolean(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("Expected true or false, but it is something else");
        };
    }

    public UUID id() {
        return id;
    }

    public UUID tenantId() {
        return tenantId;
    }

    public UUID campaignId() {
        return campaignId;
    }

    public UUID customerId() {
        return customerId;
    }

    public @Nullable String objectId() {
        return objectId;
    }

    public @Nullable String timezone() {
        return timezone;
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public @Nullable Boolean result() {
        return result;
    }

    public @Nullable Instant resultAt() {
        return resultAt;
    }

    public int communicationsCount() {
        return communicationsCount;
    }

    public int openCommunications() {
        return openCommunications;
    }

    public @Nullable CommunicationState lastCommunication() {
        return lastCommunication;
    }

    /** Pending: no communication; active: one is not final; completed: all are final, or the result is set (P4). */
    public ParticipantStatus status() {
        return ParticipantStatus.of(result, communicationsCount, openCommunications);
    }

    /** The keys by which a new participant is sorted in the list: its customer's, as they are at the time of the call. */
    ListKeys listKeys() {
        if (customer == null) {
            throw new IllegalStateException("Expected a new participant, but it is a stored one");
        }
        return customer.listKeys();
    }

    /** Whether the list would show a status or count that differs from what is stored. */
    boolean changesProgress() {
        return stored == null || stored.status() != status() || stored.communicationsCount() != communicationsCount;
    }

    public boolean isNew() {
        return stored == null;
    }

    /** Whether it differs from what is stored. */
    public boolean isChanged() {
        return stored == null
                || !Objects.equals(stored.timezone(), timezone)
                || !Objects.equals(stored.result(), result)
                || !Objects.equals(stored.resultAt(), resultAt)
                || stored.communicationsCount() != communicationsCount
                || stored.openCommunications() != openCommunications
                || !Objects.equals(stored.lastCommunication(), lastCommunication)
                || !stored.attributes().equals(attributes);
    }
}
