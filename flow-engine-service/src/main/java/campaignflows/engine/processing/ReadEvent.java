package campaignflows.engine.processing;

import campaignflows.engine.walk.EventWalker;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.messaging.ConsumedRecord;

/** An event and where it was read. */
record ReadEvent(ConsumedRecord record, Envelope<ParticipantEvent> event) {
    long offset() {
        return record.offset();
    }

    /** Whether flows of a campaign's run may be walked for it. */
    boolean belongsToRun() {
        return event.data().run() != null && EventWalker.triggerOf(event.data()).isPresent();
    }

    boolean hasNoEffect() {
        return EventWalker.hasNoEffect(event.data());
    }

    /** Whether it starts no flow of its run, as far as is known here. */
    boolean startsNothing(RunLookup runs) {
        ParticipantEvent data = event.data();
        Integer run = data.run();
        return run != null
                && EventWalker.triggerOf(data)
                        .map(trigger -> runs.startsNothing(event.tenant(), data.campaignId(), run, trigger))
                        .orElse(true);
    }
}
