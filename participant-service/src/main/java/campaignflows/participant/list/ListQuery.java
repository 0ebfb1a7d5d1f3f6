package campaignflows.participant.list;

import campaignflows.participant.roster.ParticipantStatus;
import campaignflows.platform.web.request.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is asked of the list (rule P4).
 *
 * @param name        contained, without case
 * @param email       contained, without case
 * @param phone       its digits are contained
 * @param externalId  equal
 * @param uploadId    created or updated by that upload
 * @param createdFrom inclusive
 * @param createdTo   exclusive
 */
record ListQuery(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<ParticipantStatus> status,
        Optional<String> externalId,
        Optional<UUID> uploadId,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo,
        SortKey.Order order,
        Optional<Cursor> cursor,
        int limit) {}
