package campaignflows.campaign.flow;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A flow with its position among the others; its rules are those of {@link CampaignFlow} and of the validation. Graph and results are JSON as text,
 * since SQL never reads them and a draft may contain any number. A graph may be large, so only what changes is written.
 */
@Entity
@Table(name = "flows")
@DynamicUpdate
class StoredFlow {

    @Id
    private UUID id;

    private UUID campaignId;
    private UUID tenantId;

    @Column(columnDefinition = "text")
    private String name;

    private int position;
    private boolean active;
    private int revision;

    @Column(columnDefinition = "text")
    private String graph;

    private int graphBytes;

    @Column(columnDefinition = "text")
    private String results;

    @Column(columnDefinition = "_uuid")
    private UUID[] agentIds;

    private Instant createdAt;
    private Instant updatedAt;

    @Column(columnDefinition = "text")
    private @Nullable String updatedBy;

    @SuppressWarnings("NullAway.Init")
    protected StoredFlow() {}

    @SuppressWarnings("NullAway.Init") // by become
    StoredFlow(UUID id, UUID campaignId, UUID tenantId, int position, FlowText text, String author, Instant now) {
        this.id = id;
        this.campaignId = campaignId;
        this.tenantId = tenantId;
        this.position = position;
        this.createdAt = now;
        become(text, author, now);
    }

    void become(FlowText text, String author, Instant now) {
        name = text.name();
        active = text.active();
        revision = text.revision();
        graph = text.graph();
        graphBytes = text.graphBytes();
        results = text.results();
        agentIds = text.agentIds().toArray(UUID[]::new);
        updatedAt = now;
        updatedBy = author;
    }

    void moveTo(int place) {
        position = place;
    }

    void setResults(String json) {
        results = json;
    }

    UUID id() {
        return id;
    }

    /** Takes long for a large flow. */
    CampaignFlow read() {
        return FlowJson.read(id, name, active, revision, graph, position, results, updatedAt, updatedBy);
    }
}
