package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
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
        Optional<Instant> createdTo) {

    /** A number with a trunk prefix is stored with the country code instead; any other digits may be part of a number. */
    static String international(String text, ParseContext tenant) {
        boolean isNational = text.startsWith("0") || text.startsWith("(0");
        return isNational && Identifier.PHONE.parse(text, tenant) instanceof ParseResult.Parsed phone
                ? phone.value().canonical()
                : text;
    }

    static String identifier(String text, ParseContext tenant) {
        return Identifier.EXTERNAL_ID.parse(text, tenant) instanceof ParseResult.Parsed known
                ? known.value().canonical()
                : text;
    }
}
