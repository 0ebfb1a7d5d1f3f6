package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.request.QueryParameters;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** Parses the query parameters; 400 if one cannot be parsed. */
    static ListFilters parse(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String status,
            @Nullable String externalId,
            @Nullable String uploadId,
            @Nullable String createdFrom,
            @Nullable String createdTo,
            ParseContext tenant) {
        return new ListFilters(
                QueryParameters.text("name", name),
                QueryParameters.text("email", email)
                        .map(text -> EmailAddresses.normal(text).orElse(text)),
                QueryParameters.text("phone", phone).map(text -> international(text, tenant)),
                QueryParameters.oneOf("status", status, ParticipantStatus.class),
                QueryParameters.text("external_id", externalId).map(text -> identifier(text, tenant)),
                QueryParameters.uuid("upload_id", uploadId),
                QueryParameters.moment("created_from", createdFrom, tenant.zone(), 0),
                QueryParameters.moment("created_to", createdTo, tenant.zone(), 1));
    }

    /** A number with a trunk prefix is stored with the country code instead; any other digits may be part of a number. */
    private static String international(String text, ParseContext tenant) {
        boolean isNational = text.startsWith("0") || text.startsWith("(0");
        return isNational && Identifier.PHONE.parse(text, tenant) instanceof ParseResult.Parsed phone
                ? phone.value().canonical()
                : text;
    }

    private static String identifier(String text, ParseContext tenant) {
        return Identifier.EXTERNAL_ID.parse(text, tenant) instanceof ParseResult.Parsed known
                ? known.value().canonical()
                : text;
    }
}
