package campaignflows.communication.channel;

import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.communication.dispatch.DispatchBell;
import campaignflows.communication.email.MailPlaces;
import campaignflows.communication.run.ActiveFlows;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Creating and changing channels. A new one runs at once. */
@Singleton
public final class ChannelService {
    static final String LIST = "channels:name";

    private final ChannelRepository channels = new ChannelRepository();
    private final Database database;
    private final CredentialCipher cipher;
    private final DispatchBell bell;
    private final MailPlaces places;
    private final ActiveFlows activeFlows;

    public ChannelService(
            Database database, CredentialCipher cipher, DispatchBell bell, MailPlaces places, ActiveFlows activeFlows) {
        this.places = places;
        this.activeFlows = activeFlows;
        this.database = database;
        this.cipher = cipher;
        this.bell = bell;
    }

    public ChannelView create(UUID tenantId, ChannelView.New body) {
        String name = ChannelRules.name(body.name());
        ChannelType type = ChannelRules.type(body.type());
        EmailSettings settings = ChannelRules.settings(type, body.settings(), places);
        JsonNode given = body.credentials();
        Credentials credentials = given == null ? null : CredentialRules.changed(type, null, given);
        requireProtected(settings, credentials);
        UUID id = Ids.v7();
        Channel channel = new Channel(
                id,
                tenantId,
                name,
                type,
                RunningStatus.RUNNING,
                settings,
                credentials == null ? null : cipher.encrypt(id, credentials),
                ChannelRules.rate(body.ratePerSecond()),
                null,
                1,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        boolean inserted = database.inTransaction(tx -> channels.insert(tx, channel));
        if (!inserted) {
            throw nameTaken(name);
        }
        return view(channel);
    }

    public ChannelView get(UUID tenantId, UUID id) {
        return view(database.read(handle -> channels.find(handle, tenantId, id)).orElseThrow(ChannelService::unknown));
    }

    public Page<ChannelView> list(UUID tenantId, int limit, Optional<Cursor> cursor) {
        String after = cursor.map(c -> c.text(0)).orElse(null);
        return database.read(handle -> Page.ofOneMore(
                        channels.list(handle, tenantId, after, limit + 1),
                        limit,
                        channel -> Cursor.encode(LIST, channel.name().toLowerCase(Locale.ROOT)))
                .map(this::view)
                .withTotal(channels.count(handle, tenantId)));
    }

    public ChannelView change(UUID tenantId, UUID id, ChannelView.Change body) {
        return edit(tenantId, id, (tx, channel) -> {
            String name = body.name() == null ? channel.name() : ChannelRules.name(body.name());
            if (channels.isNameTaken(tx, tenantId, name, id)) {
                throw nameTaken(name);
            }
            EmailSettings settings = body.settings() == null
                    ? channel.email()
                    : ChannelRules.settings(channel.type(), body.settings(), places);
            Credentials before = stored(channel);
            JsonNode changes = body.credentials();
            Credentials after = changes == null ? before : CredentialRules.changed(channel.type(), before, changes);
            requireProtected(settings, after);
            if (changes == null || !(changes.isNull() || (changes.has("username") && changes.has("password")))) {
                requireSameServer(channel.email(), settings, keepsPassword(channel, before, after));
            }
            // Those that nobody can read any more stay until somebody enters others.
            byte[] credentials =
                    changes == null ? channel.credentials() : after == null ? null : cipher.encrypt(id, after);
            JsonNode rate = body.ratePerSecond();
            return channel.with(
                    name, settings, credentials, rate == null ? channel.ratePerSecond() : ChannelRules.rate(rate));
        });
    }

    public ChannelView start(UUID tenantId, UUID id) {
        ChannelView started = edit(tenantId, id, (tx, channel) -> channel.with(RunningStatus.RUNNING));
        bell.ring();
        return started;
    }

    public ChannelView stop(UUID tenantId, UUID id) {
        return edit(tenantId, id, (tx, channel) -> channel.with(RunningStatus.STOPPED));
    }

    public void delete(UUID tenantId, UUID id) {
        database.useTransaction(tx -> {
            if (channels.lock(tx, tenantId, id).isEmpty()) {
                throw unknown();
            }
            List<String> agents = channels.agentsOf(tx, id);
            if (!agents.isEmpty()) {
                throw ProblemException.conflict("The channel is attached to agents, detach it first: "
                        + String.join(", ", agents.subList(0, Math.min(5, agents.size()))));
            }
            List<String> flows = activeFlows.usersOfChannel(tenantId, id);
            if (!flows.isEmpty()) {
                throw ProblemException.conflict("Active flows use the channel: %s. Deactivate or change them first"
                        .formatted(ActiveFlows.named(flows)));
            }
            if (channels.hasPlanned(tx, id)) {
                throw ProblemException.conflict("Planned communications are to be sent on this channel");
            }
            channels.delete(tx, id);
        });
    }

    private ChannelView edit(UUID tenantId, UUID id, Edit edit) {
        return view(database.inTransaction(tx -> {
            Channel channel = channels.lock(tx, tenantId, id).orElseThrow(ChannelService::unknown);
            Channel changed = edit.apply(tx, channel);
            channels.update(tx, changed);
            return changed;
        }));
    }

    private static void requireProtected(@Nullable EmailSettings settings, @Nullable Credentials credentials) {
        if (settings != null && credentials != null && credentials.username() != null) {
            ChannelRules.requireProtected(settings);
        }
    }

    /** A password is for the server that it was entered for: another one would learn it. */
    private static void requireSameServer(
            @Nullable EmailSettings before, @Nullable EmailSettings after, boolean keepsPassword) {
        boolean moves = before != null && after != null && !before.isSameServer(after);
        if (moves && keepsPassword) {
            throw ProblemException.invalid("The mail server changes, and the stored password is not sent to another"
                            + " one: send credentials.username and credentials.password with the settings, or null for"
                            + " both to send without a sign-in")
                    .withErrors(List.of(
                            ProblemError.ofField(
                                    "credentials.username", "Give it again: host, port or security changes"),
                            ProblemError.ofField(
                                    "credentials.password", "Give it again: host, port or security changes")));
        }
    }

    /** Those that cannot be read now may be readable again one day, and may hold a password. */
    private static boolean keepsPassword(Channel channel, @Nullable Credentials before, @Nullable Credentials after) {
        boolean unreadable = before == null && channel.credentials() != null;
        return after == null ? unreadable : after.password() != null;
    }

    /** Null if there are none that can be read. */
    private @Nullable Credentials stored(Channel channel) {
        byte[] credentials = channel.credentials();
        try {
            return credentials == null ? null : cipher.decrypt(channel.id(), credentials);
        } catch (UnreadableCredentialsException e) {
            return null;
        }
    }

    private ChannelView view(Channel channel) {
        JsonNode settings = channel.email() == null
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(channel.email());
        Credentials credentials = stored(channel);
        return new ChannelView(
                channel.id(),
                channel.name(),
                channel.type(),
                channel.status(),
                settings,
                channel.credentials() != null,
                credentials != null && credentials.webhookSecret() != null,
                channel.ratePerSecond(),
                channel.trouble());
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.conflict("There is already a channel named " + name);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("channel");
    }

    /** A change of a locked channel. */
    private interface Edit {
        Channel apply(Handle tx, Channel channel);
    }
}
