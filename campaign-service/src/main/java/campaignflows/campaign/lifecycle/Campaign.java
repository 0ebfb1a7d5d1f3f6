package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign. Whoever changes it, or anything in it, locks it first, so that changes are made one by one, and finally publishes
 * it or records the change.
 */
@Entity
@Table(name = "campaigns")
public class Campaign {

    @Id
    private UUID id;

    private UUID tenantId;

    @Column(columnDefinition = "text")
    private String name;

    @Column(columnDefinition = "text")
    private String nameKey;

    @Column(columnDefinition = "text")
    private String description;

    @Column(columnDefinition = "text")
    private CampaignStatus status;

    private @Nullable Instant errorAt;

    @Column(columnDefinition = "text")
    private @Nullable String errorMessage;

    private int run;
    private @Nullable Instant startedAt;
    private boolean updatedOnUnchanged;
    private long revision;
    private Instant createdAt;
    private Instant updatedAt;

    /** What put a campaign in Error. */
    @Schema(name = "CampaignFault")
    public record Fault(Instant at, String message) {}

    @SuppressWarnings("NullAway.Init")
    protected Campaign() {}

    /** A new one, Inactive. */
    public Campaign(
            UUID id, UUID tenantId, CampaignName name, String description, boolean updatedOnUnchanged, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name.text();
        this.nameKey = name.key();
        this.description = description;
        this.status = CampaignStatus.INACTIVE;
        this.updatedOnUnchanged = updatedOnUnchanged;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public UUID tenantId() {
        return tenantId;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public CampaignStatus status() {
        return status;
    }

    /** The latest one; kept until the next Start has succeeded. */
    public @Nullable Fault fault() {
        return errorAt == null ? null : new Fault(errorAt, String.valueOf(errorMessage));
    }

    /** The number of the latest Start, 0 before the first. */
    public int run() {
        return run;
    }

    /** When the latest Start succeeded. */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public boolean updatedOnUnchanged() {
        return updatedOnUnchanged;
    }

    /** Of the published definition. */
    public long revision() {
        return revision;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public boolean isActive() {
        return status == CampaignStatus.ACTIVE;
    }

    /**
     * Guards what may not be done while the campaign is Active (rule C2).
     *
     * @param what as in "Fields cannot be removed"
     * @throws ProblemException 409 if it is Active
     */
    public void requireNotActive(String what) {
        if (isActive()) {
            throw ProblemException.conflict(what + " while the campaign is active: stop it first");
        }
    }

    void apply(CampaignChange change) {
        if (change.name() != null) {
            name = change.name().text();
            nameKey = change.name().key();
        }
        if (change.description() != null) {
            description = change.description();
        }
        if (change.updatedOnUnchanged() != null) {
            updatedOnUnchanged = change.updatedOnUnchanged();
        }
    }

    /** Begins the next run. */
    public void begin() {
        status = CampaignStatus.ACTIVE;
        run++;
    }

    /** Ends the run, if there is one. */
    public void end() {
        status = CampaignStatus.INACTIVE;
    }

    /** Notes that the latest Start is complete. */
    public void started(Instant now) {
        startedAt = now;
        errorAt = null;
        errorMessage = null;
    }

    /** Counts a change that others must know. */
    public void nextRevision(Instant now) {
        revision++;
        updatedAt = now;
    }

    /** Records a change that no other service needs to know. */
    public void touch(Instant now) {
        updatedAt = now;
    }
}
