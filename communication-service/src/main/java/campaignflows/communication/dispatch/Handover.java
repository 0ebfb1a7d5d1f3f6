package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.communication.email.SmtpServer;
import campaignflows.communication.record.Change;
import campaignflows.communication.run.Faults;
import campaignflows.communication.storage.WorkDatabase;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.messaging.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the claimed communications of one channel to their end: the allowed windows first, then faults of infrastructure,
 * then what is checked of each one, then the handing over by the kind of agent.
 */
@Singleton
public final class Handover {
    private static final Logger LOG = Logger.getLogger(Handover.class);
    private static final Duration WAIT_FOR_CONTACTS = Duration.ofSeconds(1);
    private static final Duration WAIT_FOR_SERVER = Duration.ofSeconds(5);

    private final Database database;
    private final Claims claims;
    private final Attempts attempts;
    private final EmailHandover email;
    private final ContactSource contacts;
    private final CredentialCipher cipher;
    private final Faults faults;
    private final Clock clock;

    public Handover(
            WorkDatabase work,
            Claims claims,
            Attempts attempts,
            EmailHandover email,
            ContactSource contacts,
            CredentialCipher cipher,
            Faults faults,
            Clock clock) {
        this.database = work.database();
        this.claims = claims;
        this.attempts = attempts;
        this.email = email;
        this.contacts = contacts;
        this.cipher = cipher;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Hands over.
     *
     * @param goOn false when the service stops
     * @return how long the channel is better left alone
     */
    Duration run(Channel channel, List<Claimed> all, BooleanSupplier goOn) {
        List<Claimed> usable = withoutFaulty(channel, insideWindow(all));
        if (usable.isEmpty()) {
            return Duration.ZERO;
        }
        Map<UUID, ContactPoints.Contact> known;
        try {
            known = contacts.of(
                    usable.stream().map(Claimed::participantId).distinct().toList());
        } catch (RuntimeException e) {
            LOG.warnf("contacts not known now, tries again channel=%s cause=%s", channel.id(), e.getMessage());
            claims.release(ids(usable), null);
            return WAIT_FOR_CONTACTS;
        }
        List<Gate.Send> sends = passGate(usable, known);
        List<Gate.Send> mails = new ArrayList<>();
        Map<UUID, Agent> simulated = new LinkedHashMap<>();
        for (Gate.Send send : sends) {
            if (send.claimed().agent().kind() == AgentKind.SIMULATED) {
                simulated.put(send.claimed().id(), send.claimed().agent());
            } else {
                mails.add(send);
            }
        }
        if (!simulated.isEmpty()) {
            attempts.start(simulated);
        }
        return mails.isEmpty() ? Duration.ZERO : sendMails(channel, mails, goOn);
    }

    private Duration sendMails(Channel channel, List<Gate.Send> mails, BooleanSupplier goOn) {
        Optional<SmtpServer> server = server(channel);
        if (server.isEmpty()) {
            fault(
                    mails.stream().map(Gate.Send::claimed).toList(),
                    "The credentials of the channel %s cannot be read: enter them again".formatted(channel.name()));
            return Duration.ZERO;
        }
        List<UUID> left = email.send(server.get(), mails, goOn);
        if (left.isEmpty()) {
            return Duration.ZERO;
        }
        claims.release(left, null);
        return WAIT_FOR_SERVER;
    }

    private List<Claimed> insideWindow(List<Claimed> all) {
        Windows windows = new Windows(all, clock.instant().truncatedTo(ChronoUnit.MICROS));
        attempts.end(windows.ends());
        windows.laterByOpening().forEach((opening, ids) -> claims.release(ids, opening));
        return windows.open();
    }

    /** Faults the runs whose channel or agent is stopped, and gives their communications back: they stay Planned. */
    private List<Claimed> withoutFaulty(Channel channel, List<Claimed> all) {
        Map<UUID, String> faultByCampaign = new HashMap<>();
        List<Claimed> faulty = new ArrayList<>();
        List<Claimed> usable = new ArrayList<>(all.size());
        for (Claimed claimed : all) {
            Optional<String> fault = Gate.fault(channel, claimed.agent());
            if (fault.isPresent()) {
                faultByCampaign.putIfAbsent(claimed.campaignId(), fault.get());
                faulty.add(claimed);
            } else {
                usable.add(claimed);
            }
        }
        if (!faulty.isEmpty()) {
            fault(faulty, faultByCampaign);
        }
        return usable;
    }

    private void fault(List<Claimed> claimed, String message) {
        Map<UUID, String> byCampaign = new HashMap<>();
        claimed.forEach(one -> byCampaign.put(one.campaignId(), message));
        fault(claimed, byCampaign);
    }

    private void fault(List<Claimed> claimed, Map<UUID, String> messageByCampaign) {
        database.useTransaction(tx -> {
            claims.release(tx, ids(claimed), null);
            faults.report(tx, messageByCampaign, clock.instant());
        });
    }

    private List<Gate.Send> passGate(List<Claimed> claimed, Map<UUID, ContactPoints.Contact> known) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Gate.Send> sends = new ArrayList<>(claimed.size());
        List<Change> ends = new ArrayList<>();
        for (Claimed one : claimed) {
            ContactPoints.@Nullable Contact contact = known.get(one.participantId());
            switch (Gate.verdict(one, contact)) {
                case Gate.Send send -> sends.add(send);
                case Gate.Skip skip -> ends.add(Change.end(one.id(), CommunicationStatus.SKIPPED, now, skip.reason()));
                case Gate.Gone gone -> ends.add(Change.removed(one.id(), now));
            }
        }
        attempts.end(ends);
        return sends;
    }

    /** Empty if the credentials cannot be read. */
    private Optional<SmtpServer> server(Channel channel) {
        EmailSettings settings = channel.email();
        if (settings == null) {
            return Optional.empty();
        }
        try {
            byte[] stored = channel.credentials();
            @Nullable Credentials credentials = stored == null ? null : cipher.decrypt(channel.id(), stored);
            return Optional.of(new SmtpServer(channel.id(), channel.revision(), settings, credentials));
        } catch (UnreadableCredentialsException e) {
            LOG.errorf("credentials cannot be read channel=%s", channel.id());
            return Optional.empty();
        }
    }

    private static List<UUID> ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::id).toList();
    }
}
