package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which participants of a campaign are requested (rule P4): those that fulfil all filters.
 *
 * @param name        contained, without case and accents
 * @param email       contained, without case
 * @param phone       its digits are contained
 * @param externalId  equal
 * @param uploadId    created or updated by that upload
 * @param createdFrom inclusive
 * @param createdTo   exclusive; a plain day in the parameter is the last day of the range
 */
record ListFilters(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<ParticipantStatus> status,
        Optional<String> externalId,
        Optional<UUID> uploadId,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {}
