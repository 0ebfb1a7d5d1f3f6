package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.ConnectedSystem;
import campaignflows.e2e.provider.SupersetServer;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.ReportedFigures;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A system with a Superset: the views agree with the lists, and the console embeds the dashboard by Superset's own SDK, for the
 * rows of the campaign alone.
 */
@Order(105)
@ExtendWith(ConnectedSystem.Resolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedDashboardConsoleE2EIT {
    private static final int PEOPLE = 7;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Longer than a token of the stub lives. */
    private static final double RENEWAL_MS = 40_000;

    private final LocalSystem system;
    private final SupersetServer superset;
    private final Campaign campaign;

    EmbeddedDashboardConsoleE2EIT(ConnectedSystem connected) {
        system = connected.system();
        superset = connected.superset();
        Api api = system.admin();
        campaign = Campaign.create(api, "Reported")
                .activeFlow(new FlowDraft("Welcome")
                        .node("created", "participant_created")
                        .email("mail", "WELCOME", new Installation(api).emailMessages(), "Welcome", "Hello")
                        .line("created", "mail"))
                .start();
        for (int i = 0; i < PEOPLE; i++) {
            campaign.add(Person.named("reported-" + i));
        }
    }

    private record Compared(Map<String, Map<String, Long>> lists, Map<String, Map<String, Long>> views) {
        boolean agree() {
            return lists.equals(views);
        }
    }

    @Test
    void shouldReportWhatTheListsSay() {
        Compared compared = Await.until(
                "the views agree with the lists",
                LIMIT,
                this::compare,
                now -> now.agree() && !communications(now).containsKey("planned"));
        assertThat(compared.views()).containsEntry("participants", Map.of("Reported", (long) PEOPLE));
        assertThat(communications(compared).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(PEOPLE);
    }

    private static Map<String, Long> communications(Compared compared) {
        return compared.lists().getOrDefault("communications", Map.of());
    }

    private Compared compare() {
        ReportedFigures figures = new ReportedFigures(system, campaign.id());
        List<Campaign.Participant> participants = campaign.participants();
        Map<String, Long> present = Map.of("Reported", (long) participants.size());
        Map<String, Long> statuses = participants.stream()
                .flatMap(participant -> campaign.communications(participant.id()).stream())
                .collect(Collectors.groupingBy(Campaign.Communication::status, Collectors.counting()));
        return new Compared(
                Map.of(
                        "participants", present,
                        "came", present,
                        "communications", statuses,
                        "entered", Map.of("created", present.get("Reported"), "mail", present.get("Reported"))),
                Map.of(
                        "participants", figures.sums("campaigns", "campaign_name", "participants"),
                        "came", figures.sums("participants_by_day", "campaign_name", "participants"),
                        "communications", figures.sums("communications_by_day", "status", "communications"),
                        "entered", figures.sums("flow_funnels", "node_id", "entered")));
    }

    @Test
    void shouldEmbedTheDashboardAndRenewItsAccess() {
        try (ConsoleBrowser browser = ConsoleBrowser.signedIn(system)) {
            Page page = browser.page();
            page.navigate("/campaigns/" + campaign.id() + "/analytics");
            page.getByText("Dashboard", new Page.GetByTextOptions().setExact(true))
                    .click();
            FrameLocator frame = page.frameLocator("iframe[title='Dashboard of this campaign, by Apache Superset']");
            assertThat(frame.locator("#shown"))
                    .hasText("Token 1 for tenant_id = '%s' AND campaign_id = '%s'"
                            .formatted(
                                    system.admin()
                                            .get("/api/v1/tenant")
                                            .path("id")
                                            .asText(),
                                    campaign.id()));
            assertThat(page.url()).endsWith("/analytics?view=dashboard");
            browser.requireAccessible();
            browser.picture("analytics-dashboard");
            assertThat(frame.locator("#shown"))
                    .containsText("Token 2 for ", new ContainsTextOptions().setTimeout(RENEWAL_MS));
            assertThat(superset.visits()).hasSize(1).first().asString().contains("uiConfig=1");

            page.getByText("Figures", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(new Screen(page).text("Communications by day").first()).isVisible();
            assertThat(page.locator("iframe")).hasCount(0);
            browser.requireQuiet();
        }
    }

    @Test
    void shouldSayWhatTheOperatorHasToDo() {
        superset.refuses(true);
        Api.Response refused = system.admin().send("POST", campaign.path() + "/analytics/embed", null);
        superset.refuses(false);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("detail").asText()).contains("grant guest tokens");
    }
}
