package campaignflows.platform.contracts.audit;

import campaignflows.platform.contracts.MessageFamily;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log, on the topic {@code audit-events}. It names people, messages and credentials by their ids only.
 *
 * @param action     by its name, so that a reader can keep what a newer writer tells of
 * @param campaignId of what belongs to a campaign
 * @param reason     why it was refused or failed: a code
 * @param before     what was different before; null if there was nothing before, or nothing is told of it
 * @param after      the same as it is now
 */
public record AuditRecorded(
        Actor actor,
        String action,
        String objectType,
        String objectId,
        @Nullable UUID campaignId,
        AuditOutcome outcome,
        @Nullable String reason,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    public static final MessageFamily<AuditRecorded> FAMILY =
            new MessageFamily<>(Map.of("AuditRecorded", AuditRecorded.class));

    public AuditRecorded {
        before = before == null || before.isNull() ? null : before;
        after = after == null || after.isNull() ? null : after;
    }

    /** Something that was done. */
    public static AuditRecorded of(AuditAction action, Object objectId, Actor actor) {
        return new AuditRecorded(
                actor,
                action.wireName(),
                action.object().wireName(),
                objectId.toString(),
                null,
                AuditOutcome.SUCCEEDED,
                null,
                null,
                null);
    }

    /** Within this campaign. */
    public AuditRecorded in(UUID campaign) {
        return new AuditRecorded(actor, action, objectType, objectId, campaign, outcome, reason, before, after);
    }

    /** With what it changed. */
    public AuditRecorded with(AuditChange change) {
        return new AuditRecorded(
                actor, action, objectType, objectId, campaignId, outcome, reason, change.before(), change.after());
    }

    /** Not done, for this reason. */
    public AuditRecorded unsuccessful(AuditOutcome why, String code) {
        return new AuditRecorded(actor, action, objectType, objectId, campaignId, why, code, before, after);
    }

    /** Whether all is as it was, so that there is nothing to tell. */
    @JsonIgnore
    public boolean isWithoutEffect() {
        return before != null && before.isEmpty() && after != null && after.isEmpty();
    }
}
