package campaignflows.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What could not be loaded is said on every page, whichever part of the system is away, and one try again brings all of it. */
@Order(18)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class FailingConsoleE2EIT {
    /** Below the header of any page of a campaign it is not shown that no upload could be looked for. */
    private static final Pattern BESIDE_THE_PAGE = Pattern.compile("/campaigns/[0-9a-f-]{36}/uploads");

    private final ConsolePages pages;
    private final ConsoleBrowser browser;
    private final FailingResponses failing;
    /** What is around the pages is the same around each, so one page shows how it fails. */
    private final Set<String> framesTried = new HashSet<>();

    FailingConsoleE2EIT(LocalSystem system) {
        pages = new ConsolePages(system, "Something is away");
        browser = ConsoleBrowser.signedIn(system);
        failing = new FailingResponses(browser);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    List<String> addresses() {
        return pages.filled();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void shouldTryAgainWhatIsUnavailable(String address) {
        for (String path : failing.callsOf(address)) {
            boolean seen = address.endsWith("/uploads")
                    || !BESIDE_THE_PAGE.matcher(path).find();
            if (seen && (!FailingResponses.isOfTheFrame(path) || framesTried.add(path))) {
                failing.requireRetryAfterUnavailable(address, path);
            }
        }
    }

    @Test
    void shouldTryAgainInADialog() {
        String address = pages.communicationsOfOne();
        List<String> asked = failing.callsOf(address).stream()
                .filter(path -> path.endsWith("/communications") || path.endsWith("/agents"))
                .toList();
        assertThat(asked).hasSize(2);
        for (String path : asked) {
            failing.requireRetryAfterUnavailable(address, path);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void shouldTryAgainWithoutConnection(String address) {
        failing.requireRetryAfterNoConnection(address);
    }
}
