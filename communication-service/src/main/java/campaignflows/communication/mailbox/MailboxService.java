package campaignflows.communication.mailbox;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.MailboxSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.email.MailLogin;
import campaignflows.communication.email.MailLogins;
import campaignflows.communication.email.MailboxConnection;
import campaignflows.communication.email.MailboxConnections;
import campaignflows.communication.email.MailboxException;
import campaignflows.communication.inbound.MailIntake;
import campaignflows.communication.mail.IncomingMail;
import campaignflows.communication.mail.MailReader;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.Backoff;
import campaignflows.platform.values.Sha256;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads mailboxes on from where they were read to. One replica reads a mailbox at a time, by a lease; what mails bring is
 * committed together with the position behind them, so a crash anywhere has each mail take effect once. Mails that came before
 * the channel had its mailbox are left alone. A stopped channel's mailbox is read too, as its webhook is answered.
 */
@Singleton
public final class MailboxService {
    private static final Logger LOG = Logger.getLogger(MailboxService.class);
    private static final int AT_ONCE = 25;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final Duration BEFORE_REBUILD = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final MailboxRepository mailboxes;
    private final ChannelLookupRepository channels;
    private final MailboxConnections connections;
    private final MailLogins logins;
    private final ChannelCredentials credentials;
    private final MailIntake intake;
    private final Database database;
    private final Clock clock;
    private final Duration poll;
    private final UUID owner = Ids.v7();

    MailboxService(
            MailboxRepository mailboxes,
            ChannelLookupRepository channels,
            MailboxConnections connections,
            MailLogins logins,
            ChannelCredentials credentials,
            MailIntake intake,
            @Identifier("work") Database database,
            Clock clock,
            CommunicationConfig config) {
        this.mailboxes = mailboxes;
        this.channels = channels;
        this.connections = connections;
        this.logins = logins;
        this.credentials = credentials;
        this.intake = intake;
        this.database = database;
        this.clock = clock;
        this.poll = config.email().mailboxPoll();
    }

    /** Channels whose mailboxes are to be looked into now. */
    List<Channel> due(int limit) {
        return database.read(tx -> channels.withDueMailbox(tx, now(), limit));
    }

    /** Reads on, unless another replica does, and says how many mails there were. */
    int read(Channel channel) {
        if (!(channel.settings() instanceof EmailSettings settings) || settings.mailbox() == null) {
            return 0;
        }
        Reading reading = new Reading(channel, settings, settings.mailbox());
        Optional<MailboxRepository.Position> claimed = database.inTransaction(tx -> mailboxes.claim(
                tx,
                channel.id(),
                channel.revision(),
                reading.identity(),
                reading.begin(),
                owner,
                now(),
                now().plus(LEASE)));
        if (claimed.isEmpty()) {
            return 0;
        }
        @Nullable String trouble = null;
        try {
            return readOn(reading, claimed.get());
        } catch (MailboxException e) {
            trouble = e.reason();
        } catch (ChannelFaultException e) {
            trouble = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "mailbox not read, tries again channel=%s", channel.id());
            trouble = "An error of this service keeps the mailbox from being read; it is tried again";
        } finally {
            release(channel, claimed.get(), trouble);
        }
        return 0;
    }

    /** One mailbox as the channel has it now. */
    private final class Reading {
        private final Channel channel;
        private final EmailSettings settings;
        private final MailboxSettings mailbox;
        private final @Nullable MailLogin login;

        private Reading(Channel channel, EmailSettings settings, MailboxSettings mailbox) {
            this.channel = channel;
            this.settings = settings;
            this.mailbox = mailbox;
            this.login = login();
        }

        private @Nullable MailLogin login() {
            try {
                Credentials found = credentials.of(channel);
                return logins.forMailbox(channel.id(), channel.revision(), settings, found);
            } catch (ChannelFaultException e) {
                return null;
            }
        }

        private String username() {
            return login == null ? "" : login.username();
        }

        private String identity() {
            return Sha256.hex(mailbox.host() + "\n" + mailbox.port() + "\n" + username() + "\n" + mailbox.folder());
        }

        /** A new channel's mailbox is read from when the channel was made; one that is given later, from now on. */
        private Instant begin() {
            Instant from = channel.revision() == 1 ? channel.createdAt() : now();
            return from.minus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.SECONDS);
        }

        private MailboxConnection open() throws MailboxException {
            if (login == null) {
                throw new ChannelFaultException(
                        "The channel %s cannot sign in at its mailbox: enter username and password again"
                                .formatted(channel.name()));
            }
            return connections.open(channel.id(), mailbox, login);
        }
    }

    private int readOn(Reading reading, MailboxRepository.Position position) throws MailboxException {
        try (MailboxConnection connection = reading.open()) {
            long validity = connection.validity();
            boolean same = position.identity().equals(reading.identity());
            Long known = position.uidValidity();
            Instant since = same || known == null ? position.since() : reading.begin();
            long last = position.lastUid();
            if (!same || known == null) {
                last = connection.firstSince(since) - 1;
            } else if (known != validity) {
                // The server has given new numbers. What is read twice is known by its Message-ID.
                LOG.warnf("mailbox has new numbers channel=%s", reading.channel.id());
                Instant lately = now().minus(BEFORE_REBUILD);
                last = connection.firstSince(lately.isAfter(since) ? lately : since) - 1;
            }
            boolean fresh = !same || known == null || known != validity;
            return readAfter(reading, connection, validity, since, last, fresh);
        }
    }

    private int readAfter(
            Reading reading, MailboxConnection connection, long validity, Instant since, long from, boolean fresh)
            throws MailboxException {
        long last = from;
        int count = 0;
        boolean moved = fresh;
        List<Long> uids = connection.after(last, AT_ONCE);
        while (moved || !uids.isEmpty()) {
            List<IncomingMail> mails = new ArrayList<>();
            for (long uid : uids) {
                connection.mail(uid).map(MailReader::read).ifPresent(mails::add);
                last = uid;
            }
            if (!store(reading, mails, validity, since, last)) {
                return count;
            }
            count += uids.size();
            moved = false;
            uids = uids.size() < AT_ONCE ? List.of() : connection.after(last, AT_ONCE);
        }
        return count;
    }

    /** Whether the mailbox was still ours. */
    private boolean store(Reading reading, List<IncomingMail> mails, long validity, Instant since, long last) {
        UUID channelId = reading.channel.id();
        boolean stored = database.inTransaction(tx -> {
            if (!mailboxes.hold(tx, channelId, owner, now().plus(LEASE))) {
                return false;
            }
            intake.store(tx, reading.channel, mails, now());
            mailboxes.move(tx, channelId, reading.identity(), since, validity, last);
            return true;
        });
        if (stored) {
            intake.stored();
        }
        return stored;
    }

    private void release(Channel channel, MailboxRepository.Position position, @Nullable String trouble) {
        int failures = trouble == null ? 0 : position.failures() + 1;
        Duration pause = failures == 0 ? poll : new Backoff(poll.multipliedBy(2), LONGEST_PAUSE).after(failures);
        Instant due = now().plus(pause);
        database.useTransaction(tx -> {
            mailboxes.release(tx, channel.id(), owner, due, failures);
            channels.setMailboxTrouble(tx, channel.id(), trouble);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
