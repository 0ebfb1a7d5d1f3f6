package campaignflows.participant.bulk;

import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.platform.contracts.participant.ImportBatch;
import java.util.Collection;
import java.util.List;

/**
 * What a batch comes to: all that is to be written, and what its sender is told.
 *
 * @param customers    touched; new, changed or as they were
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

    /** One event per row that landed. */
    record Event(ParticipantDraft participant, boolean created) {}
}
