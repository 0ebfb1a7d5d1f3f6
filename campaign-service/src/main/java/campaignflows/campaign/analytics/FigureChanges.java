package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The changes of the figures by a batch, in the order in which their rows are to be locked. */
final class FigureChanges {
    /** What communications are counted by. */
    record CommunicationKey(
            UUID campaignId, Instant quarter, String name, ChannelType channel, CommunicationStatus status)
            implements Comparable<CommunicationKey> {
        private static final Comparator<CommunicationKey> ORDER = Comparator.comparing(CommunicationKey::campaignId)
                .thenComparing(CommunicationKey::quarter)
                .thenComparing(CommunicationKey::name)
                .thenComparing(CommunicationKey::channel)
                .thenComparing(CommunicationKey::status);

        @Override
        public int compareTo(CommunicationKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** What participants are counted by. */
    record ParticipantKey(UUID campaignId, Instant quarter) implements Comparable<ParticipantKey> {
        private static final Comparator<ParticipantKey> ORDER =
                Comparator.comparing(ParticipantKey::campaignId).thenComparing(ParticipantKey::quarter);

        @Override
        public int compareTo(ParticipantKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** By how much. */
    record ParticipantChange(long participants, long reached, long successful) {
        private static ParticipantChange sum(ParticipantChange a, ParticipantChange b) {
            return new ParticipantChange(
                    a.participants + b.participants, a.reached + b.reached, a.successful + b.successful);
        }

        private boolean isNone() {
            return participants == 0 && reached == 0 && successful == 0;
        }
    }

    private final SortedMap<CommunicationKey, Long> communications = new TreeMap<>();
    private final SortedMap<ParticipantKey, ParticipantChange> participants = new TreeMap<>();

    void communications(CommunicationKey key, long change) {
        communications.merge(key, change, Long::sum);
    }

    void participants(UUID campaignId, Instant quarter, long change) {
        add(campaignId, quarter, new ParticipantChange(change, 0, 0));
    }

    void reached(UUID campaignId, Instant quarter, long change) {
        add(campaignId, quarter, new ParticipantChange(0, change, 0));
    }

    void successful(UUID campaignId, Instant quarter, long change) {
        add(campaignId, quarter, new ParticipantChange(0, 0, change));
    }

    private void add(UUID campaignId, Instant quarter, ParticipantChange change) {
        participants.merge(new ParticipantKey(campaignId, quarter), change, ParticipantChange::sum);
    }

    /** Those that change. */
    SortedMap<CommunicationKey, Long> communications() {
        communications.values().removeIf(change -> change == 0);
        return communications;
    }

    /** Those that change. */
    SortedMap<ParticipantKey, ParticipantChange> participants() {
        participants.values().removeIf(ParticipantChange::isNone);
        return participants;
    }
}
