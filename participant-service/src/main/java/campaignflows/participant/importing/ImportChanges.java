package campaignflows.participant.importing;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.participant.ImportBatch;
import java.util.Collection;
import java.util.List;

/**
 * The outcome of a batch: all that is to be written, and the result that its sender receives.
 *
 * @param customers    that rows refer to: new, changed or unchanged
 * @param participants created or updated by a row, each once
 * @param events       in file order
 * @param unchanged    how many of the updated rows change nothing
 */
record ImportChanges(
        Collection<UnsavedCustomer> customers,
        Collection<UnsavedParticipant> participants,
        List<Event> events,
        int unchanged,
        ImportBatch.Result result) {

    /** One event per row that was applied. */
    record Event(UnsavedParticipant participant, boolean created) {}
}
