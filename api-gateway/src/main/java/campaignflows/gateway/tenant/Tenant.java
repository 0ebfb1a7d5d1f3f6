package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.TenantDefined;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A customer company of this installation. Its revision grows with each change. */
@Entity
@Table(name = "tenants")
@DynamicUpdate
public class Tenant {

    @Id
    private UUID id;

    private long revision;

    @Column(columnDefinition = "text")
    private String name;

    @Column(columnDefinition = "text")
    private String timezone;

    @Column(name = "date_format", columnDefinition = "text")
    private String dateFormat;

    @Column(columnDefinition = "text")
    private @Nullable String region;

    @Column(name = "participant_retention_days")
    private @Nullable Integer participantRetentionDays;

    @Column(name = "communication_retention_days")
    private @Nullable Integer communicationRetentionDays;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    /** A new tenant. */
    @SuppressWarnings("NullAway.Init")
    public Tenant(UUID id, TenantSettings settings, Instant now) {
        this.id = id;
        this.revision = 1;
        this.createdAt = now;
        take(settings, now);
    }

    public UUID id() {
        return id;
    }

    public long revision() {
        return revision;
    }

    public TenantSettings settings() {
        return new TenantSettings(name, ZoneId.of(timezone), dateFormat, region);
    }

    /** Changes the settings; false, and nothing happens, if they are the same as before. */
    public boolean change(TenantSettings settings, Instant now) {
        if (settings.equals(settings())) {
            return false;
        }
        revision++;
        take(settings, now);
        return true;
    }

    /** For how long it keeps what it has no more use for. */
    public DataRetention retention() {
        return new DataRetention(participantRetentionDays, communicationRetentionDays);
    }

    /** Keeps participants and communications so long; false, and nothing happens, if it did so before. */
    public boolean retain(DataRetention retention, Instant now) {
        if (retention.equals(retention())) {
            return false;
        }
        participantRetentionDays = retention.participantDays();
        communicationRetentionDays = retention.communicationDays();
        revision++;
        updatedAt = now;
        return true;
    }

    /** As the other services know it. */
    public TenantDefined defined() {
        return new TenantDefined(id, name, revision, ZoneId.of(timezone), dateFormat, region, retention());
    }

    private void take(TenantSettings settings, Instant now) {
        name = settings.name();
        timezone = settings.timezone().getId();
        dateFormat = settings.dateFormat();
        region = settings.region();
        updatedAt = now;
    }
}
