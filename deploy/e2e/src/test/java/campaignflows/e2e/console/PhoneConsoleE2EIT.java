package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main tasks on a phone of 390 pixels: nothing scrolls sideways, and touch targets are large enough for a thumb. */
@Order(14)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhoneConsoleE2EIT {
    private static final String CAMPAIGN = "Looked after on a phone";
    private static final double PATIENCE_MS = 60_000;

    private final ConsoleBrowser browser;
    private final Page page;
    private final Screen screen;

    PhoneConsoleE2EIT(LocalSystem system) {
        Campaign campaign = Campaign.create(system.admin(), CAMPAIGN).field("size", "Size", "integer", true);
        campaign.activeFlow(new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", new Installation(system.admin()).whatsappSimulator())
                .line("created", "hello"));
        browser = ConsoleBrowser.signedInOnPhone(system);
        page = browser.page();
        screen = new Screen(page);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        browser.requireQuiet();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    @Order(1)
    void shouldListCampaigns() {
        page.getByLabel("Search campaigns").fill("phone");
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
        assertThat(screen.row(CAMPAIGN)).containsText("Inactive");
        requireForThumbs("phone-campaigns");
        screen.link(CAMPAIGN).tap();
        assertThat(screen.heading(CAMPAIGN)).isVisible();
        assertThat(page.getByRole(AriaRole.TREE)).containsText("HELLO");
        requireForThumbs("phone-campaign");
    }

    @Test
    @Order(2)
    void shouldShowTheFlowAsAnOutline() {
        screen.open("Workflow");
        assertThat(page.getByRole(AriaRole.TREE)).containsText("HELLO");
        requireForThumbs("phone-workflow");
        page.getByRole(AriaRole.TREEITEM, new Page.GetByRoleOptions().setName("HELLO"))
                .tap();
        assertThat(page.getByLabel("Settings of the node")).isVisible();
        requireForThumbs("phone-node");
        screen.button("Close the panel").tap();
    }

    @Test
    @Order(3)
    void shouldStartAndStop() {
        screen.button("Start").tap();
        assertThat(screen.button("Stop")).isVisible();
        screen.button("Stop").tap();
        Locator dialog = screen.dialog("Stop the campaign?");
        assertThat(dialog).isVisible();
        requireForThumbs("phone-stop");
        screen.buttonIn(dialog, "Stop campaign").tap();
        screen.button("Start").tap();
        assertThat(screen.button("Stop")).isVisible();
    }

    @Test
    @Order(4)
    void shouldUpload() {
        screen.open("Uploads");
        screen.button("Upload data").first().tap();
        Locator dialog = screen.dialog("Upload data");
        dialog.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "people.csv",
                        "text/csv",
                        (Csv.line("external_id", "name", "email", "phone", "size")
                                        + Csv.line("phone-1", "Ada", "ada@phone.example", "+49 30 5558801", "7")
                                        + Csv.line("phone-2", "Ben", "ben@phone.example", "+49 30 5558802", "large"))
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(dialog).containsText("Problems in the first rows");
        requireForThumbs("phone-upload");
        screen.buttonIn(dialog, "Upload").tap();
        assertThat(dialog).containsText("2 / 1 / 0", patiently());
        screen.buttonIn(dialog, "Close").last().tap();
        assertThat(screen.row("people.csv")).containsText("Failed");
        requireForThumbs("phone-uploads");
        screen.row("people.csv")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("View details of upload"))
                .tap();
        assertThat(screen.dialog("Upload details")).containsText("Download failed rows");
        requireForThumbs("phone-upload-details");
        screen.link("Show participants").tap();
    }

    @Test
    @Order(5)
    void shouldLookAfterParticipants() {
        assertThat(screen.row("phone-1")).containsText("ada@phone.example");
        assertThat(screen.button("1 communication of Ada"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
        requireForThumbs("phone-participants");
        screen.button("Details of Ada").tap();
        screen.tab("Why did this happen?").tap();
        assertThat(page.getByText("Planned HELLO")).isVisible();
        requireForThumbs("phone-why");
        screen.button("1 communication of Ada").tap();
        assertThat(screen.dialog("Communications of Ada")).containsText("HELLO");
        requireForThumbs("phone-communications");
        screen.buttonIn(screen.dialog("Communications of Ada"), "Close").tap();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter, 1 filter active"))
                .tap();
        assertThat(screen.dialog("Filter")).isVisible();
        requireForThumbs("phone-filter");
        page.keyboard().press("Escape");
        screen.open("Analytics");
        assertThat(page.getByText("Success rate"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
        requireForThumbs("phone-analytics");
    }

    private void requireForThumbs(String picture) {
        browser.picture(picture);
        List<?> faults = (List<?>) page.evaluate("""
                () => {
                  const faults = [];
                  const width = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth > width) {
                    faults.push('the page is ' + document.documentElement.scrollWidth + ' wide');
                  }
                  const dialog = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1);
                  for (const one of (dialog ?? document.body).querySelectorAll('*')) {
                    const style = getComputedStyle(one);
                    const box = one.getBoundingClientRect();
                    const name = one.getAttribute('aria-label') || one.textContent.trim().slice(0, 40);
                    if (['auto', 'scroll'].includes(style.overflowX) && one.tabIndex < 0 && one.clientWidth > 1
                        && one.scrollWidth > one.clientWidth + 1) {
                      faults.push(one.className + ' scrolls sideways: ' + one.scrollWidth);
                    }
                    const tapped = one.matches('a[href], button, [role=button], [role=tab], [role=treeitem], select');
                    if (tapped && !one.matches('.skip, [aria-hidden=true], [tabindex="-1"]:not([role=treeitem])')
                        && style.visibility !== 'hidden' && box.width > 1 && (box.width < 24 || box.height < 23.5)) {
                      faults.push(name + ' is ' + Math.round(box.width) + ' x ' + Math.round(box.height));
                    }
                  }
                  return faults;
                }""");
        assertThat(faults).as("what does not fit on %s", page.url()).isEmpty();
        browser.requireAccessible();
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }
}
