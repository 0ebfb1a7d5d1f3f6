package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of the audit log as the API shows it. */
@Schema(name = "AuditEvent", description = "Who changed what, when and from where")
public record AuditEventView(
        UUID id,
        Instant at,
        Who actor,

        @Schema(description = "Such as campaign_started; later versions may have others")
        String action,

        @Schema(description = "Such as campaign") String objectType,

        @Schema(
                description =
                        "Its id; of a field its name, of a type of channel that, of a refused request its method and route")
        String objectId,

        @Schema(description = "Of what belongs to a campaign") @Nullable
        UUID campaignId,

        AuditOutcome outcome,

        @Schema(description = "Why it was refused or failed: a code") @Nullable
        String reason,

        @Schema(
                implementation = Object.class,
                description = "What was different before; {\"concealed\": true} stands for what is not told")
        @Nullable
        JsonNode before,

        @Schema(implementation = Object.class, description = "The same as it is since") @Nullable
        JsonNode after) {

    /**
     * Who caused it.
     *
     * @param name of an API key, as it is called; null of others
     */
    @Schema(name = "AuditActor")
    public record Who(
            ActorKind kind,
            String id,
            @Nullable String name,

            @Schema(description = "From where the request came, as the gateway saw it") @Nullable
            String address,

            @Nullable String requestId) {}

    static AuditEventView of(AuditEntry line, Map<String, String> names) {
        AuditRecorded event = line.event();
        var who = new Who(
                event.actor().kind(),
                event.actor().id(),
                names.get(event.actor().id()),
                event.actor().address(),
                event.actor().requestId());
        return new AuditEventView(
                line.id(),
                line.at(),
                who,
                event.action(),
                event.objectType(),
                event.objectId(),
                event.campaignId(),
                event.outcome(),
                event.reason(),
                event.before(),
                event.after());
    }
}
