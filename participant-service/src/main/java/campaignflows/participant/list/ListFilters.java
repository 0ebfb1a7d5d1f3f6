package campaignflows.participant.list;

import campaignflows.participant.roster.ParticipantStatus;
import campaignflows.platform.web.request.QueryParameters;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which participants of a campaign are asked for (rule P4); those that fulfil all of it.
 *
 * @param name        contained, without case and accents
 * @param email       contained, without case
 * @param phone       its digits are contained
 * @param externalId  equal
 * @param uploadId    created or updated by that upload
 * @param createdFrom inclusive
 * @param createdTo   exclusive
 */
record ListFilters(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<ParticipantStatus> status,
        Optional<String> externalId,
        Optional<UUID> uploadId,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {

    /** Reads the query parameters; 400 where one cannot be read. */
    static ListFilters parse(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String status,
            @Nullable String externalId,
            @Nullable String uploadId,
            @Nullable String createdFrom,
            @Nullable String createdTo) {
        return new ListFilters(
                QueryParameters.text("name", name),
                QueryParameters.text("email", email),
                QueryParameters.text("phone", phone),
                QueryParameters.oneOf("status", status, ParticipantStatus.class),
                QueryParameters.text("external_id", externalId),
                QueryParameters.uuid("upload_id", uploadId),
                QueryParameters.instant("created_from", createdFrom),
                QueryParameters.instant("created_to", createdTo));
    }
}
