package campaignflows.campaign.document;

import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldDraft;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What defines a campaign: its settings, fields and flows, but not its status, runs or participants. Two exports of an unchanged
 * campaign are identical, byte for byte.
 *
 * @param format   {@link #FORMAT}
 * @param fields   all of them in their order; of a system field only the place counts
 * @param flows    in their order; whether they are active is not in the document
 * @param agents   the names of those that the flows use, by which another tenant's are found
 * @param channels the same of the channels
 */
@JsonPropertyOrder({"format", "name", "description", "updated_on_unchanged", "fields", "flows", "agents", "channels"})
@Schema(description = "A campaign with its settings, fields and flows. format: campaign-flows/1")
public record CampaignDocument(
        @Nullable String format,
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean updatedOnUnchanged,
        @Nullable List<@Nullable DocumentField> fields,
        @Nullable List<@Nullable DocumentFlow> flows,
        @Nullable List<@Nullable DocumentAgent> agents,
        @Nullable List<@Nullable DocumentChannel> channels) {
    public static final String FORMAT = "campaign-flows/1";

    private static final Pattern ANY_VERSION = Pattern.compile("campaign-flows/\\d{1,9}");

    /** The message for a document of another format: one of another version of this system, or a foreign one. */
    static String refusalOf(@Nullable String format) {
        return format != null && ANY_VERSION.matcher(format).matches()
                ? "The document has the format %s, but this version reads %s: export it from a system of this version, or upgrade this one"
                        .formatted(format, FORMAT)
                : "Send a document that was exported here: its format is " + FORMAT;
    }

    /** @param values of an enumeration; left out for all other types */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"name", "title", "description", "type", "level", "import", "required", "system", "values"})
    public record DocumentField(
            @Schema(required = true) @Nullable String name,
            @Nullable String title,
            @Nullable String description,
            @Schema(required = true) @Nullable FieldType type,
            @Schema(required = true) @Nullable FieldLevel level,
            @JsonProperty("import") @Nullable Boolean imported,
            @Nullable Boolean required,
            @Nullable Boolean system,
            @Nullable List<@Nullable String> values) {

        static DocumentField of(DataField field) {
            return new DocumentField(
                    field.name(),
                    field.title(),
                    field.description(),
                    field.type(),
                    field.level(),
                    field.imported(),
                    field.required(),
                    field.system(),
                    field.type() == FieldType.ENUMERATION ? new ArrayList<>(field.values()) : null);
        }

        FieldDraft draft() {
            return new FieldDraft(name, title, description, type, level, imported, required, values);
        }
    }

    /** @param id by which To Another Flow of the document names it; an import gives it a new one */
    @JsonPropertyOrder({"id", "name", "nodes", "edges"})
    public record DocumentFlow(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable List<@Nullable Node> nodes,
            @Nullable List<@Nullable Edge> edges) {}

    /** An agent that nodes of the document name. */
    public record DocumentAgent(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable AgentKind kind) {}

    /** A channel that nodes of the document name. */
    public record DocumentChannel(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable ChannelType type) {}
}
