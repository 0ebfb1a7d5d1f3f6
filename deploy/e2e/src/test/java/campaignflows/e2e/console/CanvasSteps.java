package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.system.LocalSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** A small flow on the canvas, a new one for each test: Participant Created, a check whose Match cancels, and a node that nothing leads to. */
abstract class CanvasSteps {
    final LocalSystem system;
    final Campaign campaign;
    final ConsoleBrowser browser;
    final Page page;
    final Screen screen;
    final Canvas canvas;

    CanvasSteps(LocalSystem system, String campaignName) {
        this.system = system;
        campaign = Campaign.create(system.admin(), campaignName);
        browser = ConsoleBrowser.signedIn(system);
        browser.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = browser.page();
        screen = new Screen(page);
        canvas = new Canvas(page);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        browser.requireQuiet();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    void openFlow(String name) {
        var flow = campaign.flow(new FlowDraft(name)
                .node("created", "participant_created")
                .check("known", "", "customer.external_id", "is_set", null)
                .node("cancel", "cancel_communications")
                .node("alone", "cancel_communications")
                .line("created", "known")
                .match("known", "cancel"));
        page.navigate("/campaigns/" + campaign.id() + "/workflow?flow=" + flow);
        assertThat(canvas.nodes()).hasCount(4);
        assertThat(lines()).hasCount(2);
        press("1");
    }

    Locator node(String id) {
        return page.locator("#node-" + id);
    }

    Locator lines() {
        return canvas.edges();
    }

    Locator selected() {
        return page.locator("[data-selected]");
    }

    /** On the canvas itself. */
    void press(String... keys) {
        page.locator("[data-canvas]").focus();
        for (String key : keys) {
            page.keyboard().press(key);
        }
        screen.awaitDrawn();
    }

    void closePanel() {
        screen.button("Close the panel").click();
        assertThat(canvas.panel()).hasCount(0);
    }

    /** Holds the port, and stays held. */
    void drawFrom(String id, String port) {
        move(middle(Screen.box(node(id).locator("[data-handleid=" + port + "]"))));
        page.mouse().down();
    }

    void move(Place to) {
        page.mouse().move(to.x(), to.y(), new Mouse.MoveOptions().setSteps(6));
    }

    /** Where nothing is: beside all nodes. */
    Place ground() {
        BoundingBox known = Screen.box(node("known"));
        return new Place(known.x + known.width + 160, known.y + 20);
    }

    static Place middle(BoundingBox box) {
        return new Place(box.x + box.width / 2, box.y + box.height / 2);
    }

    /** Of the window. */
    record Place(double x, double y) {}
}
