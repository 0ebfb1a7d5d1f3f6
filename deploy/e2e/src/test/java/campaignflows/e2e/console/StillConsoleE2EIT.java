package campaignflows.e2e.console;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that is seen moves while a page loads, in whatever order its responses come and whichever of them are refused: on
 * each page they are held, and let go one after the other, each when what came of the one before is drawn. Each order on one kind of screen;
 * {@code -De2e.still=all} has each on both.
 */
@Order(17)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class StillConsoleE2EIT {
    private final LocalSystem system;
    private final ConsolePages pages;

    StillConsoleE2EIT(LocalSystem system) {
        this.system = system;
        pages = new ConsolePages(system, "Nothing moves");
    }

    static Stream<Arguments> ways() {
        boolean all = "all".equals(System.getProperty("e2e.still"));
        return Arrays.stream(HeldResponses.Release.values())
                .flatMap(release -> Stream.of(true, false)
                        .filter(phone -> all || phone == (release != HeldResponses.Release.NEWEST_FIRST))
                        .map(phone -> Arguments.of(release, phone)));
    }

    @ParameterizedTest(name = "{0}, phone: {1}")
    @MethodSource("ways")
    void shouldStandStillWhileItLoads(HeldResponses.Release release, boolean phone) {
        try (ConsoleBrowser browser =
                phone ? ConsoleBrowser.signedInOnPhone(system) : ConsoleBrowser.signedIn(system)) {
            HeldResponses held = new HeldResponses(browser.page(), release);
            for (String address : pages.all()) {
                held.open(address);
            }
            browser.requireQuiet();
        }
    }
}
