package campaignflows.communication.agent;

import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An agent as callers see it. */
@Schema(name = "Agent")
public record AgentView(
        UUID id,
        String name,
        AgentKind kind,
        RunningStatus status,
        List<UUID> channelIds,
        List<Result> results,

        @Schema(implementation = AgentSettings.class) JsonNode settings,

        @Schema(implementation = String.class, examples = "PT72H")
        Duration noResponseAfter,

        @Schema(
                description =
                        "What keeps an external agent from taking sessions at present, as seen at the last attempt")
        @Nullable
        String trouble) {

    /** A result that its conversations give. The allowed values belong to enumerations only. */
    @Schema(name = "AgentResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            @Schema(required = true) @Nullable String name,
            @Nullable String title,
            @Schema(required = true) @Nullable FieldType type,
            @Nullable List<String> values) {}

    /** Body of a POST. */
    @Schema(name = "NewAgent")
    public record New(
            @Schema(required = true) @Nullable String name,
            @Schema(required = true) @Nullable AgentKind kind,
            @Nullable List<UUID> channelIds,
            @Nullable List<Result> results,

            @Schema(implementation = AgentSettings.Draft.class) @Nullable
            JsonNode settings,

            @Schema(implementation = String.class, examples = "PT72H") @Nullable
            Duration noResponseAfter) {}

    /** Body of a PATCH: what is absent stays; what is given replaces. */
    @Schema(name = "AgentChange")
    public record Change(
            @Nullable String name,
            @Nullable List<UUID> channelIds,
            @Nullable List<Result> results,

            @Schema(implementation = AgentSettings.Draft.class) @Nullable
            JsonNode settings,

            @Schema(implementation = String.class, examples = "PT72H") @Nullable
            Duration noResponseAfter) {}
}
