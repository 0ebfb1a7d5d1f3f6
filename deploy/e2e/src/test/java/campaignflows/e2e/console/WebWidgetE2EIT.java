package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.FaultInjector;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chat on a website: what a visitor writes and is answered, by the script tag and through the gateway. */
@Order(16)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class WebWidgetE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String COMMUNICATION = "communication-service";
    private static final double PATIENCE_MS = 120_000;
    private static final String ANSWER = "Thank you <b>for</b> writing & waiting";

    private final LocalSystem system;
    private final Api api;

    WebWidgetE2EIT(LocalSystem system) {
        this.system = system;
        this.api = system.admin();
    }

    @Test
    void shouldAnswerAVisitorThroughARestartWithoutLosingOrDoubling() {
        String webId = "widget-visitor";
        Campaign campaign = Campaign.create(api, "Web chat");
        campaign.activeFlow(new FlowDraft("Answers")
                .node("incoming", "incoming_session")
                .communication(
                        "answer",
                        "web_communication",
                        "ANSWERED",
                        new Installation(api).sender("Local messages", "Local web"),
                        Map.of("body", ANSWER))
                .line("incoming", "answer"));
        campaign.start();
        campaign.add(Person.named("web-visitor").with("web_id", webId));
        try (ConsoleBrowser browser = ConsoleBrowser.elsewhere(system, false)) {
            Page page = browser.page();
            page.navigate(system.endpoint("demo-site") + "/?web_id=" + webId);
            Locator launcher =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Open chat")));
            launcher.click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            Locator input = dialog.getByLabel("Your message");
            assertThat(input).isFocused();
            input.fill("Is <i>anybody</i> there?");
            input.press("Enter");

            assertThat(dialog.getByText("Is <i>anybody</i> there?")).hasCount(1);
            assertThat(dialog.getByText(ANSWER)).isVisible(visible());
            assertThat(dialog.locator(".log b, .log i")).hasCount(0);
            var participant = campaign.participants().getFirst();
            Await.until(
                    "the answer was seen",
                    LIMIT,
                    () -> campaign.communications(participant.id()),
                    all -> all.size() == 1 && all.getFirst().status().equals("read"));
            browser.requireQuiet();
            pictures(page, "web-chat");

            FaultInjector faults = new FaultInjector(system, new Random(1), () -> "a visitor in the chat");
            faults.kill(COMMUNICATION);
            input.fill("Are you back?");
            input.press("Enter");
            faults.awaitServing(List.of(COMMUNICATION));
            Await.until(
                    "the reply has come",
                    LIMIT,
                    () -> campaign.communications(participant.id()),
                    all -> all.getFirst().status().equals("replied"));
            assertThat(dialog.getByText("Sending")).hasCount(0, counted());
            page.reload();
            launcher.click();
            assertThat(dialog.getByText(ANSWER)).hasCount(1);
            assertThat(dialog.getByText("Are you back?")).hasCount(1);
            var session = Objects.requireNonNull(
                    campaign.communications(participant.id()).getFirst().sessionId());
            assertThat(api.get("/api/v1/sessions/" + session).path("messages").findValuesAsText("text"))
                    .containsExactly(ANSWER, "Are you back?");
            browser.forgetFaults();

            page.keyboard().press("Escape");
            assertThat(dialog).isHidden();
            assertThat(launcher).isFocused();
            browser.requireQuiet();
        } finally {
            campaign.stop();
        }
    }

    @Test
    void shouldMakeACustomerOfAStrangerOnAPhone() {
        try (ConsoleBrowser browser = ConsoleBrowser.elsewhere(system, true)) {
            Page page = browser.page();
            page.navigate(system.endpoint("demo-site") + "/");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Open chat")))
                    .click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Your message").fill("Hello from a phone");
            dialog.getByText("Send", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(dialog.getByText("Sending")).hasCount(0, counted());
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            String webId = (String) page.evaluate("""
                    () => JSON.parse(localStorage.getItem(
                      Object.keys(localStorage).find(key => key.startsWith('campaign-flows:')))).visitor.id""");
            assertThat(webId).startsWith("visitor:");
            Await.until(
                    "the new customer",
                    LIMIT,
                    () -> api.get("/api/v1/customers?web_id=" + webId).path("items"),
                    items -> items.size() == 1);
            pictures(page, "web-chat-phone");
            browser.requireQuiet();
        }
    }

    private static void pictures(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(
                            "target", "console", name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
        }
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.HasCountOptions counted() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS);
    }
}
