package campaignflows.campaign.flow;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A flow as a request contains it, before validation; it may be unfinished. What the server sets (id, active,
 * revision, updated_at, updated_by) may be in it and does not count.
 *
 * @param name  null keeps the present one
 * @param nodes all of them
 * @param edges all of them
 */
@JsonIgnoreProperties({"id", "active", "revision", "updated_at", "updated_by"})
@Schema(
        description =
                "A flow with all its nodes and edges. id, active, revision, updated_at and updated_by are accepted and ignored.")
public record FlowDraft(
        @Nullable String name,
        @Nullable List<@Nullable Node> nodes,
        @Nullable List<@Nullable Edge> edges) {}
