package campaignflows.e2e.contract;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.ResponseObserver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds every answer that a test of this build gets against the document of the system that gave it, and keeps what does not
 * fit until {@code ConformanceE2EIT} reports it, all at once: a test that found something else reports that first.
 */
public final class Conformance implements ResponseObserver {
    private static final Map<URI, ApiContract> CONTRACTS = new ConcurrentHashMap<>();
    private static final Map<String, String> VIOLATIONS = new ConcurrentSkipListMap<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    @Override
    public void answered(URI base, String method, String path, @Nullable String sent, Api.Response answer) {
        if (!path.startsWith("/api/v1/")) {
            return;
        }
        ApiContract contract = CONTRACTS.computeIfAbsent(base, ApiContract::of);
        contract.operation(method, path).ifPresent(operation -> SEEN.add(operation.id() + " " + answer.status()));
        for (String violation : contract.violations(method, path, sent, answer)) {
            String example = method + " " + path + " answered " + shortened(answer.body());
            if (VIOLATIONS.putIfAbsent(violation, example) == null) {
                System.out.println("e2e: not as the document says: " + violation + "; " + example);
            }
        }
    }

    /** What did not fit the document, each with an example. */
    static List<String> violations() {
        List<String> all = new ArrayList<>();
        VIOLATIONS.forEach((violation, example) -> all.add(violation + "\n    " + example));
        return all;
    }

    /** The operations and statuses that were seen. */
    static Set<String> seen() {
        return new TreeSet<>(SEEN);
    }

    private static String shortened(String body) {
        return body.length() <= 300 ? body : body.substring(0, 300) + "…";
    }
}
