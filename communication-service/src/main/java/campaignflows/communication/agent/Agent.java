package campaignflows.communication.agent;

import campaignflows.communication.external.ExternalSettings;
import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.communication.simulatedagent.SimulatedSettings;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

/**
 * Who holds conversations (rule M5). People edit it in a session; planning, sending and sessions read it with the reactive client
 * and change nothing.
 */
@Entity
@Table(name = "agents")
public class Agent {
    public static final Duration DEFAULT_NO_RESPONSE_AFTER = Duration.ofHours(72);

    private static final String TEXT = "text";
    private static final String JSON = "jsonb";

    @Id
    private UUID id;

    @Column(name = "tenant_id", updatable = false)
    private UUID tenantId;

    @Column(columnDefinition = TEXT)
    private String name;

    @Column(columnDefinition = TEXT, updatable = false)
    private AgentKind kind;

    @Column(columnDefinition = TEXT)
    private RunningStatus status;

    /** Replaced as a whole, never changed in place: rows that trade their places would collide. */
    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "agent_channels", joinColumns = @JoinColumn(name = "agent_id"))
    @OrderColumn(name = "place")
    @ListIndexBase(1)
    @Column(name = "channel_id")
    private List<UUID> channelIds;

    /** JSON travels as text: a text that is bound to jsonb becomes a JSON string. */
    @Column(columnDefinition = JSON)
    @ColumnTransformer(read = "cast(results as text)", write = "cast(cast(? as text) as jsonb)")
    @Convert(converter = AgentConverters.Results.class)
    private List<ResultField> results;

    @Column(name = "settings", columnDefinition = JSON)
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as jsonb)")
    @Convert(converter = AgentConverters.Settings.class)
    private @Nullable AgentSettings settings;

    private byte @Nullable [] secret;

    @Column(columnDefinition = TEXT)
    private @Nullable String trouble;

    @Column(name = "no_response_after_seconds")
    private long noResponseAfterSeconds;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Agent() {}

    public Agent(
            UUID id,
            UUID tenantId,
            String name,
            AgentKind kind,
            RunningStatus status,
            List<UUID> channelIds,
            List<ResultField> results,
            @Nullable AgentSettings settings,
            Duration noResponseAfter,
            Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name;
        this.kind = kind;
        this.status = status;
        this.channelIds = new ArrayList<>(channelIds);
        this.results = List.copyOf(results);
        this.settings = settings;
        this.noResponseAfterSeconds = noResponseAfter.toSeconds();
        this.createdAt = createdAt;
    }

    void change(
            String newName,
            List<UUID> newChannelIds,
            List<ResultField> newResults,
            @Nullable AgentSettings newSettings,
            Duration newNoResponseAfter) {
        name = newName;
        if (!newChannelIds.equals(channelIds())) {
            channelIds = new ArrayList<>(newChannelIds);
        }
        results = List.copyOf(newResults);
        settings = newSettings;
        noResponseAfterSeconds = newNoResponseAfter.toSeconds();
        // What was wrong may be mended with this change: the next attempt will tell.
        trouble = null;
    }

    void start() {
        status = RunningStatus.RUNNING;
        trouble = null;
    }

    /** @param newSecret encrypted */
    void changeSecret(byte[] newSecret) {
        secret = newSecret;
        trouble = null;
    }

    /** What is not entered by people, as it is stored. */
    Agent as(byte @Nullable [] storedSecret, @Nullable String presentTrouble) {
        secret = storedSecret;
        trouble = presentTrouble;
        return this;
    }

    void stop() {
        status = RunningStatus.STOPPED;
    }

    /** Those of its channels that are not among the kept ones. */
    List<UUID> channelsWithout(List<UUID> kept) {
        return channelIds.stream().filter(channel -> !kept.contains(channel)).toList();
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

    public AgentKind kind() {
        return kind;
    }

    public RunningStatus status() {
        return status;
    }

    /** In the order in which they were attached. */
    public List<UUID> channelIds() {
        return List.copyOf(channelIds);
    }

    public List<ResultField> results() {
        return results;
    }

    /** Settings of a simulated agent, null for a message agent. */
    public @Nullable SimulatedSettings simulated() {
        return settings instanceof SimulatedSettings simulated ? simulated : null;
    }

    /** Settings of an external agent, null for the others. */
    public @Nullable ExternalSettings external() {
        return settings instanceof ExternalSettings external ? external : null;
    }

    /** Of an external agent, encrypted; null for the others. */
    public byte @Nullable [] secret() {
        return secret;
    }

    /** What keeps an external agent from taking sessions at present, as seen at the last attempt. */
    /** Another number with whatever decides how an external agent is called: its endpoint and its secret. */
    public int endpointVersion() {
        return 31 * Objects.hashCode(settings) + Arrays.hashCode(secret);
    }

    public @Nullable String trouble() {
        return trouble;
    }

    /** In the form of its kind; null if it has none. */
    @Nullable
    AgentSettings settings() {
        return settings;
    }

    /** Time without answer after which a session closes. */
    public Duration noResponseAfter() {
        return Duration.ofSeconds(noResponseAfterSeconds);
    }
}
