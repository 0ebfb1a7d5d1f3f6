package campaignflows.gateway.authentication;

import campaignflows.platform.web.address.AddressRange;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the use of a credential.
 *
 * @param validUntil when it ends; null if it does not
 * @param addresses from where it is accepted; none: from everywhere
 * @param requestsPerMinute null: as many as the installation allows
 * @param scopes what it may be used for; none: all that its roles allow
 * @param unlimited whether its requests are not counted, as those of the key of a local run
 */
public record CredentialLimits(
        @Nullable Instant validUntil,
        List<AddressRange> addresses,
        @Nullable Integer requestsPerMinute,
        Set<Scope> scopes,
        boolean unlimited) {
    /** Of whoever has signed in. */
    public static final CredentialLimits NONE = new CredentialLimits(null, List.of(), null, Set.of(), false);

    public CredentialLimits {
        addresses = List.copyOf(addresses);
        scopes = Set.copyOf(scopes);
    }

    /**
     * Checks a use of the credential.
     *
     * @param address where the request comes from
     * @throws ProblemException 401 if it has ended, 403 if it is not accepted from there
     */
    public void require(Instant now, Supplier<String> address) {
        if (validUntil != null && !now.isBefore(validUntil)) {
            throw ProblemException.unauthenticated(
                    "This API key was valid until %s: ask an administrator for a new one".formatted(validUntil));
        }
        if (!addresses.isEmpty() && !contain(addresses, address.get())) {
            throw ProblemException.forbidden(
                    "This API key is not accepted from this network address: ask an administrator to allow it");
        }
    }

    /**
     * Whether it may be used for what takes this scope.
     *
     * @param scope null for what no scope is enough for
     */
    public boolean cover(@Nullable Scope scope) {
        return scopes.isEmpty() || (scope != null && scopes.contains(scope));
    }

    /** Whether the address lies in one of the ranges. */
    public static boolean contain(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
