package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A new user sees an active campaign within two minutes: an empty tenant offers the guide's example, and its first steps are
 * checked off as they are done.
 */
@Order(13)
@ExtendWith(SharedSystem.class)
class FirstRunConsoleE2EIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double PATIENCE_MS = 120_000;

    @Test
    void shouldHaveALiveCampaignWithinTwoMinutes(LocalSystem system) {
        JsonNode made = system.operator()
                .post("/api/v1/tenants", Map.of("name", "Newcomers in the browser", "timezone", "Europe/Berlin"));
        try (ConsoleBrowser browser =
                ConsoleBrowser.withKey(system, made.path("api_key").asText())) {
            Page page = browser.page();
            Screen screen = new Screen(page);
            long since = System.nanoTime();
            page.navigate("/");
            screen.button("Start with the Payment reminder example").click();
            screen.button("Make one and create the example").click();
            assertThat(page.locator(".react-flow__node")).hasCount(7);
            requireDone(page, "Fields", "Flow");
            screen.button("Start the campaign").click();
            screen.button("Upload the sample").click();
            requireDone(page, "Start", "People");
            screen.button("Open Participants tab").click();
            requireDone(page, "Review");
            assertThat(page.getByText("All steps are done: the campaign is live."))
                    .isVisible();
            // Seven of the ten are not paid and not late.
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("1 communication of")))
                    .hasCount(7, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
            Duration took = Duration.ofNanos(System.nanoTime() - since);
            Assertions.assertThat(took)
                    .as("from the first page to the last reminder")
                    .isLessThan(LIMIT);
            System.out.printf("e2e: a newcomer's campaign was live after %.1f s%n", took.toMillis() / 1e3);

            browser.picture("first-run");
            browser.requireAccessible();
            screen.button("1 communication of Alex Morgan").click();
            // One of fifty messages of a simulator as it comes is never delivered.
            assertThat(screen.dialog("Communications of Alex Morgan"))
                    .containsText(
                            Pattern.compile("Started|Delivered|Read|Replied|Completed|Failed"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            browser.requireQuiet();
        }
    }

    private static void requireDone(Page page, String... steps) {
        for (String step : List.of(steps)) {
            Locator ticked = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("First steps"))
                    .locator("li[data-state=done]")
                    .filter(new Locator.FilterOptions().setHasText(step));
            assertThat(ticked).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        }
    }
}
