package campaignflows.participant.bulk;

import campaignflows.participant.enrollment.ParticipantDraft;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.platform.contracts.participant.ImportBatch;
import java.util.Collection;
import java.util.List;

/**
 * The outcome of a batch: all that is to be written, and the result that its sender receives.
 *
 * @param customers    that rows refer to: new, changed or unchanged
 * @param participants created or updated by a row, each once
 * @param events       in file order
 * @param same         how many of the updated rows change nothing
 */
record BatchPlan(
        Collection<CustomerDraft> customers,
        Collection<ParticipantDraft> participants,
        List<Event> events,
        int same,
        ImportBatch.Result result) {

    /** One event per row that was applied. */
    record Event(ParticipantDraft participant, boolean created) {}
}
