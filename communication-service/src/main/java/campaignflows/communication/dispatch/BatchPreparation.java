package campaignflows.communication.dispatch;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.external.AgentEndpoint;
import campaignflows.communication.external.ExternalAgents;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.run.Faults;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.ChannelSenders;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.startlink.MessageLinks;
import campaignflows.communication.startlink.MessageLinks.Target;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the claimed communications of one channel to where they are sent: the allowed windows first, then faults of
 * infrastructure, then what is checked of each one, then by the kind of agent. Whatever is not sent has a reason.
 */
@Singleton
public final class BatchPreparation {
    private static final Logger LOG = Logger.getLogger(BatchPreparation.class);
    private static final Duration WAIT_FOR_BOT = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_CONTACTS = Duration.ofSeconds(1);

    /** Rest of a channel on which nothing is due but for agents that take nothing now. */
    private static final Duration WAIT_FOR_AGENTS = Duration.ofSeconds(1);

    private final Database database;
    private final Claims claims;
    private final Attempts attempts;
    private final SendQueues queues;
    private final ChannelSenders senders;
    private final ExternalAgents externalAgents;
    private final MessageLinks links;
    private final ContactSource contacts;
    private final BlockedContactRepository blockedContacts;
    private final Faults faults;
    private final Clock clock;

    public BatchPreparation(
            @Identifier("work") Database database,
            Claims claims,
            Attempts attempts,
            SendQueues queues,
            ChannelSenders senders,
            ExternalAgents externalAgents,
            MessageLinks links,
            ContactSource contacts,
            BlockedContactRepository blockedContacts,
            Faults faults,
            Clock clock) {
        this.database = database;
        this.claims = claims;
        this.attempts = attempts;
        this.queues = queues;
        this.senders = senders;
        this.externalAgents = externalAgents;
        this.links = links;
        this.contacts = contacts;
        this.blockedContacts = blockedContacts;
        this.faults = faults;
        this.clock = clock;
    }

    /** Hands over: when it returns, everything of the batch is settled or on its way. */
    void run(Batch batch) {
        Set<UUID> open = new HashSet<>(ids(batch.claimed()));
        List<PreSendChecks.Send> messages = new ArrayList<>();
        Map<UUID, List<PreSendChecks.Send>> sessions = new LinkedHashMap<>();
        for (PreSendChecks.Send send : prepare(batch.channel(), batch.claimed())) {
            Agent agent = send.claimed().agent();
            if (agent.kind() == AgentKind.EXTERNAL) {
                sessions.computeIfAbsent(agent.id(), id -> new ArrayList<>()).add(send);
            } else {
                messages.add(send);
            }
        }
        int heldBack = 0;
        for (List<PreSendChecks.Send> ofOne : sessions.values()) {
            if (begin(batch, ofOne)) {
                ofOne.forEach(send -> open.remove(send.claimed().id()));
            } else {
                heldBack += ofOne.size();
            }
        }
        if (heldBack == batch.claimed().size()) {
            queues.backOff(batch.channel().id(), WAIT_FOR_AGENTS);
        }
        if (!messages.isEmpty()) {
            Optional<MessageSender> sender = sender(batch.channel(), messages);
            if (sender.isPresent()) {
                messages.forEach(send -> open.remove(send.claimed().id()));
                queues.add(batch, sender.get(), messages);
            }
        }
        batch.settled(open);
    }

    /** What is to be sent by a provider or an external agent; all else is settled. */
    private List<PreSendChecks.Send> prepare(Channel channel, List<ClaimedCommunication> all) {
        List<ClaimedCommunication> sendable = withoutFaulty(channel, insideWindow(all));
        Optional<Target> target = sendable.stream().anyMatch(ClaimedCommunication::linksToTelegram)
                ? Optional.of(links.targetOf(channel.tenantId()))
                : Optional.empty();
        List<ClaimedCommunication> usable =
                target.map(known -> withTarget(known, sendable)).orElse(sendable);
        if (usable.isEmpty()) {
            return List.of();
        }
        Map<UUID, ContactPoints.Contact> known;
        try {
            known = contacts.of(usable.stream()
                    .map(ClaimedCommunication::participantId)
                    .distinct()
                    .toList());
        } catch (RuntimeException e) {
            LOG.warnf("contacts not known now, tries again channel=%s cause=%s", channel.id(), e.getMessage());
            claims.release(ids(usable), Deferral.because(Reasons.CONTACTS_UNKNOWN));
            queues.backOff(channel.id(), WAIT_FOR_CONTACTS);
            return List.of();
        }
        List<PreSendChecks.Send> messages = new ArrayList<>();
        Map<UUID, Agent> simulated = new LinkedHashMap<>();
        for (PreSendChecks.Send send : check(usable, known, blocked(channel, known), target)) {
            if (send.claimed().agent().kind() == AgentKind.SIMULATED) {
                simulated.put(send.claimed().id(), send.claimed().agent());
            } else {
                messages.add(send);
            }
        }
        if (!simulated.isEmpty()) {
            attempts.startSimulated(simulated);
        }
        return messages;
    }

    /** Hands over sessions of one external agent; false if they were given back, or it cannot be called as it is set up. */
    private boolean begin(Batch batch, List<PreSendChecks.Send> sends) {
        Agent agent = sends.getFirst().claimed().agent();
        List<ClaimedCommunication> claimed =
                sends.stream().map(PreSendChecks.Send::claimed).toList();
        Optional<Deferral> hold = queues.deferralOf(agent);
        if (hold.isPresent()) {
            claims.release(ids(claimed), hold.get());
            return false;
        }
        try {
            AgentEndpoint endpoint = externalAgents.open(agent);
            queues.add(
                    agent,
                    sends.stream()
                            .map(send -> new SendQueue.QueuedMessage(send, session(endpoint, send.claimed()), batch))
                            .toList());
            return true;
        } catch (ChannelFaultException e) {
            fault(claimed, e.getMessage());
            return false;
        }
    }

    private static MessageSender session(AgentEndpoint endpoint, ClaimedCommunication claimed) {
        return endpoint.session(claimed.channel(), claimed.campaignId(), claimed.participantId(), claimed.name());
    }

    private void fault(List<ClaimedCommunication> claimed, @Nullable String message) {
        Map<UUID, String> byCampaign = new HashMap<>();
        claimed.forEach(one -> byCampaign.put(one.campaignId(), String.valueOf(message)));
        fault(claimed, byCampaign);
    }

    /** Empty if the channel cannot send as it is set up; then the runs are faulted. */
    private Optional<MessageSender> sender(Channel channel, List<PreSendChecks.Send> messages) {
        try {
            return Optional.of(senders.of(channel));
        } catch (ChannelFaultException e) {
            fault(messages.stream().map(PreSendChecks.Send::claimed).toList(), e.getMessage());
            return Optional.empty();
        }
    }

    private List<ClaimedCommunication> insideWindow(List<ClaimedCommunication> all) {
        SendWindowCheck windows = new SendWindowCheck(all, clock.instant().truncatedTo(ChronoUnit.MICROS));
        attempts.endUnsent(windows.ends());
        windows.laterByOpening()
                .forEach(
                        (opening, ids) -> claims.release(ids, Deferral.until(opening, Reasons.outsideWindow(opening))));
        return windows.open();
    }

    /** Faults the runs whose channel or agent is stopped, and gives their communications back: they stay Planned. */
    private List<ClaimedCommunication> withoutFaulty(Channel channel, List<ClaimedCommunication> all) {
        Map<UUID, String> faultByCampaign = new HashMap<>();
        List<ClaimedCommunication> faulty = new ArrayList<>();
        List<ClaimedCommunication> usable = new ArrayList<>(all.size());
        for (ClaimedCommunication claimed : all) {
            Optional<String> fault = PreSendChecks.fault(channel, claimed.agent());
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

    private void fault(List<ClaimedCommunication> claimed, Map<UUID, String> messageByCampaign) {
        database.useTransaction(tx -> {
            Map<UUID, Deferral> deferrals = new HashMap<>();
            claimed.forEach(one -> deferrals.put(
                    one.id(), Deferral.because(messageByCampaign.getOrDefault(one.campaignId(), Reasons.NOT_USABLE))));
            claims.release(tx, deferrals);
            faults.report(tx, messageByCampaign, clock.instant());
        });
    }

    private Set<String> blocked(Channel channel, Map<UUID, ContactPoints.Contact> known) {
        List<String> addresses = known.values().stream()
                .map(contact -> contact.addresses().get(channel.type()))
                .filter(Objects::nonNull)
                .toList();
        return database.read(tx -> blockedContacts.among(tx, channel, addresses));
    }

    private List<PreSendChecks.Send> check(
            List<ClaimedCommunication> claimed,
            Map<UUID, ContactPoints.Contact> known,
            Set<String> blocked,
            Optional<Target> target) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<PreSendChecks.Send> sends = new ArrayList<>(claimed.size());
        List<StatusChange> ends = new ArrayList<>();
        for (ClaimedCommunication one : claimed) {
            ContactPoints.@Nullable Contact contact = known.get(one.participantId());
            switch (PreSendChecks.verdict(one, contact, blocked)) {
                case PreSendChecks.Send send -> sends.add(linked(send, contact, target));
                case PreSendChecks.Skip skip ->
                    ends.add(StatusChange.end(one.id(), CommunicationStatus.SKIPPED, now, skip.reason()));
                case PreSendChecks.Gone gone -> ends.add(StatusChange.removed(one.id(), now));
            }
        }
        attempts.endUnsent(ends);
        return sends;
    }

    /** Those whose links lead somewhere, and those without any. */
    private List<ClaimedCommunication> withTarget(Target target, List<ClaimedCommunication> all) {
        List<ClaimedCommunication> linking =
                all.stream().filter(ClaimedCommunication::linksToTelegram).toList();
        switch (target) {
            case Target.Bot bot -> {
                return all;
            }
            case Target.NotKnownNow later ->
                claims.release(ids(linking), Deferral.inTurn(clock.instant().plus(WAIT_FOR_BOT), later.reason()));
            case Target.Nowhere nowhere -> fault(linking, nowhere.reason());
        }
        return all.stream().filter(one -> !one.linksToTelegram()).toList();
    }

    private PreSendChecks.Send linked(
            PreSendChecks.Send send, ContactPoints.@Nullable Contact contact, Optional<Target> target) {
        return contact != null && send.claimed().linksToTelegram() && target.orElse(null) instanceof Target.Bot bot
                ? send.withLink(links.linkFor(
                        bot, send.claimed().customerId(), contact.addresses().get(ChannelType.TELEGRAM)))
                : send;
    }

    private static List<UUID> ids(List<ClaimedCommunication> claimed) {
        return claimed.stream().map(ClaimedCommunication::id).toList();
    }
}
