package campaignflows.engine.protocol;

import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which flows of the {@link TestCampaigns} an event must walk, stated independently of the engine. */
final class ExpectedWalks {
    private static final FlowChoice NO_MORE = new FlowChoice(false, false);

    private ExpectedWalks() {}

    static Set<UUID> flowsOf(ParticipantEvent event, FlowChoice choice) {
        return switch (event) {
            case ParticipantCreated created -> new TreeSet<>(List.of(TestCampaigns.CONTACT));
            case ParticipantUpdated updated -> {
                Set<UUID> flows =
                        new TreeSet<>(List.of(TestCampaigns.CONTACT, TestCampaigns.COUNT, TestCampaigns.CANCEL));
                if (choice.flips()) {
                    flows.add(TestCampaigns.FLIP);
                }
                if (choice.claims()) {
                    flows.addAll(List.of(TestCampaigns.CLAIM, TestCampaigns.CLAIMED));
                }
                yield flows;
            }
            case CommunicationUpdated updated ->
                new TreeSet<>(List.of(TestCampaigns.REACHED, TestCampaigns.HANDED_OVER));
            case CommunicationEnded ended -> new TreeSet<>(List.of(TestCampaigns.ANSWER));
            default -> new TreeSet<>();
        };
    }

    /** Whether something of the event must reach participant-service: a walk, or a communication's state. */
    static boolean hasEffect(ParticipantEvent event) {
        return event instanceof CommunicationUpdated
                || event instanceof CommunicationEnded
                || (event.run() != null && !flowsOf(event, NO_MORE).isEmpty());
    }

    static int deepest() {
        return EventWalker.MAX_DEPTH;
    }
}
