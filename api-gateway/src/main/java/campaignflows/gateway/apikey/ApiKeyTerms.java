package campaignflows.gateway.apikey;

import campaignflows.gateway.authentication.Scope;
import campaignflows.platform.web.address.AddressRange;
import campaignflows.platform.web.problem.ProblemError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the use of an API key, validated.
 *
 * @param expiresAt when it ends, to the microsecond; null if it does not
 * @param addresses from where it is accepted; none: from everywhere
 * @param requestsPerMinute null: as many as the installation allows
 * @param scopes what it may be used for, in order; none: all that its roles allow
 */
public record ApiKeyTerms(
        @Nullable Instant expiresAt,
        List<AddressRange> addresses,
        @Nullable Integer requestsPerMinute,
        List<Scope> scopes) {
    /** Of a key without bounds. */
    public static final ApiKeyTerms NONE = new ApiKeyTerms(null, List.of(), null, List.of());

    static final String SCOPES =
            "read, participants:write, uploads:write, communications:write, campaigns:write, settings:write";

    private static final int MAX_RANGES = 100;
    private static final int MAX_REQUESTS = 1_000_000;

    public ApiKeyTerms {
        addresses = List.copyOf(addresses);
        scopes = scopes.stream().distinct().sorted().toList();
    }

    /** Reads the terms as they were sent, null where nothing was; what is wrong goes to the errors. */
    static ApiKeyTerms read(
            @Nullable Instant expiresAt,
            @Nullable List<String> addresses,
            @Nullable Integer requestsPerMinute,
            @Nullable List<String> scopes,
            Instant now,
            List<ProblemError> errors) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            errors.add(ProblemError.ofField("expires_at", "Give a time in the future, or null for a key that stays"));
        }
        if (requestsPerMinute != null && (requestsPerMinute < 1 || requestsPerMinute > MAX_REQUESTS)) {
            errors.add(ProblemError.ofField(
                    "requests_per_minute", "Give 1 to 1000000, or null for the limit of the installation"));
        }
        return new ApiKeyTerms(
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS),
                ranges(addresses == null ? List.of() : addresses, errors),
                requestsPerMinute,
                scopes(scopes == null ? List.of() : scopes, errors));
    }

    private static List<AddressRange> ranges(List<String> texts, List<ProblemError> errors) {
        List<AddressRange> ranges = new ArrayList<>();
        if (texts.size() > MAX_RANGES) {
            errors.add(ProblemError.ofField("allowed_addresses", "Give at most 100 ranges"));
            return ranges;
        }
        for (int i = 0; i < texts.size(); i++) {
            try {
                ranges.add(AddressRange.parse(String.valueOf(texts.get(i))));
            } catch (IllegalArgumentException e) {
                errors.add(ProblemError.ofField(
                        "allowed_addresses[" + i + "]",
                        "Give an address or a range, such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32"));
            }
        }
        return ranges.stream().distinct().toList();
    }

    private static List<Scope> scopes(List<String> names, List<ProblemError> errors) {
        List<Scope> scopes = new ArrayList<>();
        for (String name : names) {
            Scope.ofWireName(String.valueOf(name))
                    .ifPresentOrElse(
                            scopes::add,
                            () -> errors.add(ProblemError.ofField(
                                    "scopes", "Give none for all that the roles allow, or some of " + SCOPES)));
        }
        return scopes;
    }

    /** As stored, and as the API shows them. */
    List<String> scopeNames() {
        return scopes.stream().map(Scope::wireName).toList();
    }

    /** As stored, and as the API shows them. */
    List<String> addressTexts() {
        return addresses.stream().map(AddressRange::toString).toList();
    }
}
