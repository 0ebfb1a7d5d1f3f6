package campaignflows.communication.channel;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/**
 * A connection by which contacts are reached. People edit it in a session; planning, sending and webhooks read it with the
 * reactive client and change nothing.
 */
@Entity
@Table(name = "channels")
public class Channel {
    private static final String TEXT = "text";
    private static final String JSON = "jsonb";

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(columnDefinition = TEXT)
    private String name;

    @Column(columnDefinition = TEXT, updatable = false)
    private ChannelType type;

    @Column(columnDefinition = TEXT)
    private RunningStatus status;

    /** JSON travels as text: a text that is bound to jsonb becomes a JSON string. */
    @Column(name = "settings", columnDefinition = JSON)
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as jsonb)")
    private String settings;

    private byte @Nullable [] credentials;

    @Column(name = "rate_per_second")
    private @Nullable Integer ratePerSecond;

    @Column(columnDefinition = TEXT)
    private @Nullable String trouble;

    private int revision;

    @Column(name = "mailbox_trouble", columnDefinition = TEXT)
    private @Nullable String mailboxTrouble;

    @Column(name = "polling_trouble", columnDefinition = TEXT)
    private @Nullable String pollingTrouble;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Channel() {}

    /** @param settings as JSON, in the form of the type */
    Channel(
            UUID id,
            UUID tenantId,
            String name,
            ChannelType type,
            RunningStatus status,
            String settings,
            byte @Nullable [] credentials,
            @Nullable Integer ratePerSecond,
            @Nullable String trouble,
            int revision,
            @Nullable String mailboxTrouble,
            @Nullable String pollingTrouble,
            Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name;
        this.type = type;
        this.status = status;
        this.settings = settings;
        this.credentials = credentials;
        this.ratePerSecond = ratePerSecond;
        this.trouble = trouble;
        this.revision = revision;
        this.mailboxTrouble = mailboxTrouble;
        this.pollingTrouble = pollingTrouble;
        this.createdAt = createdAt;
    }

    /** @param newSettings null: they stay as they are */
    void change(
            String newName,
            @Nullable ChannelSettings newSettings,
            byte @Nullable [] newCredentials,
            @Nullable Integer newRate) {
        name = newName;
        if (newSettings != null) {
            settings = newSettings.json();
        }
        credentials = newCredentials;
        ratePerSecond = newRate;
        revise();
    }

    void start() {
        status = RunningStatus.RUNNING;
        revise();
    }

    void stop() {
        status = RunningStatus.STOPPED;
        revise();
    }

    /** What was wrong may be mended with this change: the next attempt will tell. */
    private void revise() {
        trouble = null;
        mailboxTrouble = null;
        pollingTrouble = null;
        revision++;
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

    public ChannelType type() {
        return type;
    }

    public RunningStatus status() {
        return status;
    }

    /** In the form of the type; null where they cannot be read. */
    public @Nullable ChannelSettings settings() {
        return ChannelSettings.stored(type, settings);
    }

    /** Encrypted. */
    public byte @Nullable [] credentials() {
        return credentials;
    }

    /** Communications per second and replica; null for no limit. */
    public @Nullable Integer ratePerSecond() {
        return ratePerSecond;
    }

    /** What keeps it from sending at present, as seen at the last attempt. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** What keeps its mailbox from being read at present. */
    public @Nullable String mailboxTrouble() {
        return mailboxTrouble;
    }

    /** What keeps its provider from being asked for messages at present. */
    public @Nullable String pollingTrouble() {
        return pollingTrouble;
    }

    /** When it was made. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Grows with each change: a connection made with an older one is not used again. */
    public int revision() {
        return revision;
    }
}
