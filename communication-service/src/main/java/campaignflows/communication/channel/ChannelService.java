package campaignflows.communication.channel;

import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.communication.email.MailServerRules;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Creating and changing channels. A new one runs at once. */
@Singleton
public class ChannelService {
    static final String LIST = "channels:name";

    private final Transactions transactions;
    private final ChannelRepository channels;
    private final CredentialCipher cipher;
    private final DispatchSignal signal;
    private final MailServerRules mailServers;
    private final ChannelGuard guard;
    private final ChannelAuditPublisher audit;
    private final Clock clock;

    public ChannelService(
            Transactions transactions,
            ChannelRepository channels,
            CredentialCipher cipher,
            DispatchSignal signal,
            MailServerRules mailServers,
            ChannelGuard guard,
            ChannelAuditPublisher audit,
            Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.cipher = cipher;
        this.signal = signal;
        this.mailServers = mailServers;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<ChannelView> create(UUID tenantId, ChannelView.New body, Actor actor) {
        String name = ChannelRules.name(body.name());
        ChannelType type = ChannelRules.type(body.type());
        ChannelSettings settings = ChannelRules.settings(type, body.settings(), mailServers);
        JsonNode given = body.credentials();
        Credentials credentials = given == null ? null : CredentialRules.changed(type, null, given, clock.instant());
        requireUsable(settings, credentials);
        UUID id = Ids.v7();
        byte[] encrypted = credentials == null ? null : cipher.encrypt(id, credentials);
        Integer rate = ChannelRules.rate(body.ratePerSecond());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.run(session -> {
            var channel = new Channel(
                    id,
                    tenantId,
                    name,
                    type,
                    RunningStatus.RUNNING,
                    settings.json(),
                    encrypted,
                    rate,
                    null,
                    1,
                    null,
                    null,
                    now);
            return channels.insert(session, channel)
                    .call(() -> audit.created(session, channel, actor))
                    .map(inserted -> view(channel));
        });
    }

    public Uni<ChannelView> get(UUID tenantId, UUID id) {
        return transactions.run(session -> channels.find(session, tenantId, id)
                .onItem()
                .ifNull()
                .failWith(ChannelService::unknown)
                .map(this::view));
    }

    public Uni<Page<ChannelView>> list(UUID tenantId, int limit, Optional<Cursor> cursor) {
        String after = cursor.map(c -> c.text(0)).orElse(null);
        return transactions.run(session -> channels.list(session, tenantId, after, limit + 1)
                .map(found -> page(found, limit))
                .chain(page -> channels.count(session, tenantId).map(page::withTotal)));
    }

    public Uni<ChannelView> change(UUID tenantId, UUID id, ChannelView.Change body, Actor actor) {
        return transactions.run(session -> lock(session, tenantId, id)
                .call(channel -> channels.requireNameFree(session, tenantId, name(channel, body), id))
                .chain(channel -> apply(session, channel, body, actor))
                .map(this::view));
    }

    private Uni<Channel> apply(Mutiny.Session session, Channel channel, ChannelView.Change body, Actor actor) {
        ChannelAuditPublisher.Before before = ChannelAuditPublisher.before(channel);
        apply(channel, body);
        return (isOfAnotherBot(body) ? channels.unblockContacts(session, channel.id()) : done())
                .chain(() -> channels.flush(session, channel))
                .chain(() -> audit.changed(session, AuditAction.CHANNEL_CHANGED, before, channel, actor))
                .replaceWith(channel);
    }

    public Uni<ChannelView> start(UUID tenantId, UUID id, Actor actor) {
        return transactions
                .run(session -> switched(session, tenantId, id, Channel::start, AuditAction.CHANNEL_STARTED, actor))
                .invoke(signal::wakeUp);
    }

    public Uni<ChannelView> stop(UUID tenantId, UUID id, Actor actor) {
        return transactions.run(
                session -> switched(session, tenantId, id, Channel::stop, AuditAction.CHANNEL_STOPPED, actor));
    }

    private Uni<ChannelView> switched(
            Mutiny.Session session, UUID tenantId, UUID id, Consumer<Channel> change, AuditAction action, Actor actor) {
        return lock(session, tenantId, id).chain(channel -> {
            ChannelAuditPublisher.Before before = ChannelAuditPublisher.before(channel);
            change.accept(channel);
            return session.flush()
                    .chain(() -> audit.changed(session, action, before, channel, actor))
                    .map(told -> view(channel));
        });
    }

    public Uni<Void> delete(UUID tenantId, UUID id, Actor actor) {
        return transactions.run(session -> channels.lockForDeletion(session, tenantId, id)
                .invoke(ChannelService::requireThere)
                .chain(there -> channels.agentsOf(session, id))
                .invoke(ChannelGuard::requireDetached)
                .invoke(agents -> guard.requireUnused(tenantId, id))
                .chain(agents -> channels.hasPlanned(session, id))
                .invoke(ChannelGuard::requireNothingPlanned)
                .chain(planned -> channels.find(session, tenantId, id))
                .call(channel -> audit.deleted(session, channel, actor))
                .chain(channel -> channels.delete(session, id)));
    }

    private Uni<Channel> lock(Mutiny.Session session, UUID tenantId, UUID id) {
        return channels.lock(session, tenantId, id).onItem().ifNull().failWith(ChannelService::unknown);
    }

    private Page<ChannelView> page(List<Channel> found, int limit) {
        return Page.ofOneMore(
                        found,
                        limit,
                        channel -> Cursor.encode(LIST, channel.name().toLowerCase(Locale.ROOT)))
                .map(this::view);
    }

    private static String name(Channel channel, ChannelView.Change body) {
        return body.name() == null ? channel.name() : ChannelRules.name(body.name());
    }

    private void apply(Channel channel, ChannelView.Change body) {
        ChannelSettings before = channel.settings();
        ChannelSettings settings =
                body.settings() == null ? before : ChannelRules.settings(channel.type(), body.settings(), mailServers);
        Credentials stored = stored(channel);
        JsonNode changes = body.credentials();
        Credentials after =
                changes == null ? stored : CredentialRules.changed(channel.type(), stored, changes, clock.instant());
        requireSameServers(channel, before, settings, stored, after, changes);
        if (body.settings() != null || changes != null) {
            requireUsable(settings, after);
        }
        // Those that nobody can read any more stay until somebody enters others.
        byte[] credentials =
                changes == null ? channel.credentials() : after == null ? null : cipher.encrypt(channel.id(), after);
        JsonNode rate = body.ratePerSecond();
        channel.change(
                name(channel, body),
                settings,
                credentials,
                rate == null ? channel.ratePerSecond() : ChannelRules.rate(rate));
    }

    /** Who did not let the former bot through has said nothing of this one. */
    private static boolean isOfAnotherBot(ChannelView.Change body) {
        JsonNode credentials = body.credentials();
        return credentials != null && credentials.has("bot_token");
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }

    private static void requireThere(boolean there) {
        if (!there) {
            throw unknown();
        }
    }

    private static void requireUsable(@Nullable ChannelSettings settings, @Nullable Credentials credentials) {
        if (settings instanceof EmailSettings email) {
            EmailCredentials.requireUsable(email, credentials);
        } else if (settings instanceof TelegramSettings telegram) {
            telegram.requireUsable(credentials);
        }
    }

    /** A secret is for the servers that it was entered for: another one would learn it. */
    private static void requireSameServers(
            Channel channel,
            @Nullable ChannelSettings before,
            @Nullable ChannelSettings wanted,
            @Nullable Credentials stored,
            @Nullable Credentials after,
            @Nullable JsonNode changes) {
        if (wanted instanceof EmailSettings email) {
            boolean unreadable =
                    stored == null && channel.credentials() != null && (changes == null || !changes.isNull());
            EmailCredentials.requireSameServers(
                    before instanceof EmailSettings old ? old : null, email, stored, unreadable, after, changes);
        }
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
        ChannelSettings settings = channel.settings();
        Credentials credentials = stored(channel);
        return new ChannelView(
                channel.id(),
                channel.name(),
                channel.type(),
                channel.status(),
                settings == null ? Json.mapper().createObjectNode() : settings.shown(),
                channel.credentials() != null,
                credentials != null && credentials.webhookSecret() != null,
                channel.ratePerSecond(),
                trouble(channel),
                channel.mailboxTrouble());
    }

    /** Neither of the two is overwritten by what is known of the other. */
    private static @Nullable String trouble(Channel channel) {
        String trouble = channel.trouble();
        return trouble == null ? channel.pollingTrouble() : trouble;
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("channel");
    }
}
