package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.request.QueryParameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of a campaign's participants as they stand in the address of the list and of the export. */
public class FilterParameters {
    @Parameter(description = "Contained in the name, without case and accents")
    @QueryParam("name")
    @Nullable
    String name;

    @Parameter(description = "Contained in the email address, without case")
    @QueryParam("email")
    @Nullable
    String email;

    @Parameter(description = "Its digits are contained in the phone number")
    @QueryParam("phone")
    @Nullable
    String phone;

    @Parameter(description = "pending, active or completed")
    @QueryParam("status")
    @Nullable
    String status;

    @Parameter(description = "The external id, exactly")
    @QueryParam("external_id")
    @Nullable
    String externalId;

    @Parameter(description = "Created or updated by this upload")
    @QueryParam("upload_id")
    @Nullable
    String uploadId;

    @Parameter(description = "Created at this time or later; a plain day counts in the tenant's time zone")
    @QueryParam("created_from")
    @Nullable
    String createdFrom;

    @Parameter(description = "Created before this time; or, if it is a plain day, on that day or before")
    @QueryParam("created_to")
    @Nullable
    String createdTo;

    /** What is asked for; 400 if a parameter cannot be parsed. */
    ListFilters parse(ParseContext tenant) {
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
