package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the canvas says of a flow: its problems, its order, where people go; and how a node is found and asked what can be done with it. */
@Order(20)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class CanvasViewConsoleE2EIT extends CanvasSteps {
    CanvasViewConsoleE2EIT(LocalSystem system) {
        super(system, "Looked at");
    }

    @Test
    void shouldKeepTheSelectedNodeBesideThePanel() {
        openFlow("Beside the panel");
        BoundingBox drawing = Screen.box(page.locator("[data-canvas]"));
        canvas.drag("Update Field", drawing.width - 120, 320);
        BoundingBox before = Screen.box(canvas.card("Update Field"));
        canvas.card("Update Field").click();
        BoundingBox panel = Screen.box(canvas.panel());
        BoundingBox beside = Screen.box(canvas.card("Update Field"));
        assertThat(beside.x + beside.width).isLessThanOrEqualTo(panel.x);
        closePanel();
        BoundingBox back = Screen.box(canvas.card("Update Field"));
        assertThat(Math.abs(back.x - before.x)).isLessThan(3);
    }

    @Test
    void shouldLeadThroughTheProblems() {
        openFlow("Problems");
        Locator problems = page.locator("button[data-severity]").first();
        assertThat(problems).containsText(Pattern.compile("\\d+ (error|warning)"));
        problems.click();
        browser.requireAccessible();
        screen.button("Next finding").click();
        assertThat(canvas.panel()).isVisible();
        assertThat(selected()).hasCount(1);
        String first = selected().getAttribute("id");
        screen.button("Next finding").click();
        assertThat(selected()).not().hasAttribute("id", String.valueOf(first));
        canvas.addFromPalette("Update Field");
        assertThat(canvas.card("Update Field").locator("[data-worst=error]")).hasCount(1);
    }

    @Test
    void shouldTidyUpAndTakeItBack() {
        openFlow("Tidied up");
        canvas.add("External ID is set, Else", "Update Field");
        closePanel();
        double before = rightOfTheFirst("alone");
        screen.button("Tidy up").click();
        assertThat(page.getByText("The flow is tidy")).hasCount(1);
        press("1");
        BoundingBox match = Screen.box(node("cancel"));
        BoundingBox otherwise = Screen.box(canvas.card("Update Field"));
        BoundingBox above = Screen.box(node("known"));
        assertThat(match.x + match.width).isLessThan(otherwise.x);
        assertThat(above.y + above.height).isLessThan(match.y);
        press("Control+z", "1");
        assertThat(Math.abs(rightOfTheFirst("alone") - before)).isLessThan(0.1);
        canvas.requireSaved();
    }

    /** By the width of a node, however far the view is zoomed. */
    private double rightOfTheFirst(String id) {
        BoundingBox first = Screen.box(node("created"));
        return (Screen.box(node(id)).x - first.x) / first.width;
    }

    @Test
    void shouldFindNodesAndOfferWhatCanBeDoneWithThem() {
        openFlow("Found");
        press("Control+f");
        Locator found = screen.dialog("Find in this flow");
        found.getByRole(AriaRole.TEXTBOX).fill("external");
        assertThat(found.getByRole(AriaRole.OPTION)).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(found).hasCount(0);
        assertThat(node("known")).hasAttribute("data-selected", "true");

        node("alone").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        assertThat(screen.menuItem("Open settings")).isFocused();
        browser.requireAccessible();
        page.keyboard().press("Escape");
        assertThat(screen.menuItem("Open settings")).hasCount(0);
        press("Shift+F10");
        screen.menuItem("Duplicate").click();
        assertThat(canvas.nodes()).hasCount(5);
        node("alone").dblclick();
        page.keyboard().type("Without a way in");
        page.keyboard().press("Enter");
        assertThat(canvas.card("Without a way in")).isVisible();
        canvas.requireSaved();
    }

    @Test
    void shouldLightThePathOfASimulation() {
        openFlow("Simulated");
        screen.button("Simulate").click();
        Locator panel = page.getByRole(AriaRole.COMPLEMENTARY)
                .filter(new Locator.FilterOptions().setHasText("Nothing is sent"));
        panel.getByLabel("External ID").fill("one");
        screen.buttonIn(panel, "Simulate").click();
        Locator steps = panel.getByRole(AriaRole.LISTITEM);
        assertThat(steps.first()).containsText("participant_created");
        assertThat(page.locator("[data-lit]")).hasCount(3);
        assertThat(node("alone")).hasAttribute("data-faded", "true");
        assertThat(node("known")).not().hasAttribute("data-faded", "true");
        steps.nth(1).getByRole(AriaRole.BUTTON).click();
        assertThat(node("known")).hasAttribute("data-selected", "true");
        browser.requireAccessible();
    }

    @Test
    void shouldLeadFromACountToItsPeople() {
        campaign.activeFlow(new FlowDraft("Counted")
                .node("created", "participant_created")
                .check("known", "", "customer.external_id", "is_set", null)
                .node("cancel", "cancel_communications")
                .line("created", "known")
                .match("known", "cancel"));
        campaign.start();
        campaign.add(Person.named("counted-1").with("name", "Ada Counted"));
        page.navigate("/campaigns/" + campaign.id() + "/workflow");
        canvas.openFlow("Counted");
        screen.button("Counts").click();
        Locator count = page.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^1$")))
                .first();
        assertThat(count).isVisible(Screen.patientlySeen());
        count.click();
        assertThat(page.getByText("Ada Counted")).isVisible();
        browser.requireAccessible();
        campaign.stop();
    }
}
