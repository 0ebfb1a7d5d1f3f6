package campaignflows.gateway.apikey;

import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of an API key; what is absent stays.
 *
 * @param expiresAt a JSON null clears it, absence (null here) leaves it; so does requestsPerMinute
 */
@Schema(name = "ApiKeyChange")
public record ApiKeyChange(
        @Schema(implementation = Instant.class, description = "null clears it: the key stays") @Nullable
        JsonNode expiresAt,

        @Schema(description = "Addresses and ranges (CIDR) from which it is accepted; none: from everywhere") @Nullable
        List<String> allowedAddresses,

        @Schema(implementation = Integer.class, description = "null clears it: the limit of the installation") @Nullable
        JsonNode requestsPerMinute,

        @Schema(description = "What it may be used for, of " + ApiKeyTerms.SCOPES + "; none: all that its roles allow")
        @Nullable
        List<String> scopes) {

    ApiKeyTerms appliedTo(ApiKeyTerms before, Instant now) {
        List<ProblemError> errors = new ArrayList<>();
        ApiKeyTerms given =
                ApiKeyTerms.read(time(expiresAt), allowedAddresses, number(requestsPerMinute), scopes, now, errors);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The API key is not valid").withErrors(errors);
        }
        return new ApiKeyTerms(
                expiresAt == null ? before.expiresAt() : given.expiresAt(),
                allowedAddresses == null ? before.addresses() : given.addresses(),
                requestsPerMinute == null ? before.requestsPerMinute() : given.requestsPerMinute(),
                scopes == null ? before.scopes() : given.scopes());
    }

    private static @Nullable Instant time(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(json.isTextual() ? json.textValue() : "")
                    .toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.malformed("expires_at: Expected a time such as 2030-01-31T12:00:00Z, or null");
        }
    }

    private static @Nullable Integer number(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw ProblemException.malformed("requests_per_minute: Expected a whole number or null");
        }
        return json.intValue();
    }
}
