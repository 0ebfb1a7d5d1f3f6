package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guide's steps 1 to 4, sentence by sentence, for its Payment reminder example. */
@Order(10)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideConsoleE2EIT {
    private static final String CAMPAIGN = "Payment reminder in the browser";

    private final ConsoleBrowser browser;
    private final LocalSystem system;
    private final Page page;

    GuideConsoleE2EIT(LocalSystem system) {
        this.system = system;
        browser = new ConsoleBrowser(system.address(), 1280, 800);
        page = browser.page();
    }

    @BeforeAll
    void signIn() {
        page.navigate("/campaigns");
        page.getByLabel("Password").first().fill(password());
        button("Sign in").click();
        assertThat(heading("Flows")).isVisible();
        // The first question of who is there is answered with 401, which is what shows the sign-in.
        browser.requireQuiet();
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
    @DisplayName(
            "Step 1: in the left sidebar, go to Campaigns > Flows; click Create Campaign +; fill in Name; click Create")
    void shouldCreateACampaign() {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Flows"))
                .click();
        button("Create Campaign +").first().click();
        Locator dialog = dialog("Create campaign");
        field(dialog, "Name").fill(CAMPAIGN);
        field(dialog, "Description").fill("Reminds people before and on the due date");
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Create").setExact(true))
                .click();

        assertThat(page).hasURL(Pattern.compile(".*/campaigns/[0-9a-f-]{36}/data"));
        assertThat(heading(CAMPAIGN)).isVisible();
        assertThat(page.getByText("Inactive").first()).isVisible();
        browser.picture("step-1-created");
        browser.requireAccessible();
    }

    @Test
    @Order(2)
    @DisplayName("Step 2: system fields are added automatically and are locked; to add fields, click Manage fields")
    void shouldConfigureDataFields() {
        for (String column : new String[] {"Title", "Name", "Description", "Type", "Level", "Import", "Required"}) {
            assertThat(page.getByRole(
                            AriaRole.COLUMNHEADER,
                            new Page.GetByRoleOptions().setName(column).setExact(true)))
                    .isVisible();
        }
        assertThat(page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("External ID")))
                .isVisible();
        button("Manage fields").click();
        addField("Due Date", "date");
        addField("Is Payment Received", "boolean");
        page.keyboard().press("Escape");

        Locator required = page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Require Due Date"));
        Locator imported = page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Import Due Date"));
        assertThat(imported).isChecked();
        required.click(new Locator.ClickOptions().setForce(true));
        assertThat(required).isChecked();
        imported.click(new Locator.ClickOptions().setForce(true));
        assertThat(imported).not().isChecked();
        assertThat(required).not().isChecked();
        assertThat(required).isDisabled();
        browser.picture("step-2-data");
        browser.requireAccessible();
    }

    @Test
    @Order(3)
    @DisplayName("Step 3: open the Workflow tab; New flow; drag nodes onto the canvas; draw lines; configure; Save")
    void shouldBuildTheWorkflow() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Workflow"))
                .click();
        button("New flow").click();
        drag("Participant Created", 300, 60);
        drag("Field Check", 300, 190);
        draw(card("Participant Created"), "out", card("Field Check"));

        card("Field Check").click();
        choose("Property", "Is Payment Received");
        choose("Operator", "equals");
        choose("Value", "false");
        button("Save").click();
        assertThat(card("Is Payment Received = false")).isVisible();

        add("Is Payment Received = false, Match", "Field Check");
        check("3");
        add("Is Payment Received = false, Else", "Cancel Communications");
        add("Due Date is on or after Today (+3), Match", "WhatsApp");
        communication("REMINDED_BEFORE_2D");
        add("Due Date is on or after Today (+3), Else", "Field Check");
        check("0");
        add("Due Date is on or after Today (+0), Match", "WhatsApp");
        communication("REMINDED_DUE_DATE");

        button("Tidy up").click();
        button("Re-center").click();
        assertThat(page.locator("[data-save=saved]")).isVisible();
        assertThat(page.locator(".react-flow__node")).hasCount(7);
        browser.picture("step-3-workflow");
        browser.requireAccessible();
    }

    @Test
    @Order(4)
    @DisplayName(
            "Step 3: to remove a node, select a node or branch, then press Delete or Backspace; undo brings it back")
    void shouldRemoveAndBringBack() {
        card("Cancel Communications").click();
        page.keyboard().press("Delete");
        assertThat(page.locator(".react-flow__node")).hasCount(6);
        page.keyboard().press("Control+z");
        assertThat(page.locator(".react-flow__node")).hasCount(7);
        assertThat(page.locator(".react-flow__edge")).hasCount(6);
        assertThat(page.locator("[data-save=saved]")).isVisible();

        page.reload();
        assertThat(page.locator(".react-flow__node")).hasCount(7);
    }

    @Test
    @Order(5)
    @DisplayName("Step 4: Start is refused while no flow is active; Flows, three dots, Activate; Start becomes Stop")
    void shouldStartTheCampaign() {
        button("Start").click();
        assertThat(dialog("Cannot start yet")).isVisible();
        dialog("Cannot start yet")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Close").setExact(true))
                .last()
                .click();

        openFlows();
        page.getByLabel("Actions for the flow Flow 1").click();
        menuItem("Activate").click();
        assertThat(page.getByText("Flow 1 is active")).isVisible();
        button("Start").click();
        assertThat(button("Stop")).isVisible();
        assertThat(page.getByText("The campaign is active: stop it to edit its active flows"))
                .isVisible();

        openFlows();
        page.getByLabel("Actions for the flow Flow 1").click();
        assertThat(menuItem("Deactivate")).isDisabled();
        page.keyboard().press("Escape");
        browser.picture("step-4-started");
        browser.requireAccessible();
    }

    private String password() {
        try {
            return Files.readString(system.data().resolve("admin-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the built-in sign-in's password", e);
        }
    }

    private void addField(String title, String type) {
        Locator drawer = dialog("Manage fields");
        drawer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add field"))
                .click();
        field(drawer, "Title").fill(title);
        choose("Type", type);
        drawer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add field"))
                .click();
        assertThat(drawer.getByText(title, new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    /** A date check, whose operator and base are the first that are offered. */
    private void check(String days) {
        choose("Property", "Due Date");
        Locator offset = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Days"));
        offset.fill(days);
        button("Save").click();
        assertThat(card("Due Date is on or after Today (+" + days + ")")).isVisible();
    }

    private void communication(String name) {
        Locator panel = page.getByLabel("Settings of the node");
        field(panel, "Communication name").fill(name);
        choose("Agent", "Local simulator");
        button("Save").click();
        assertThat(card(name)).isVisible();
    }

    private void add(String after, String type) {
        button("Add a node after " + after).click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(type).setExact(true))
                .click();
    }

    private void drag(String type, double x, double y) {
        page.getByLabel("Nodes", new Page.GetByLabelOptions().setExact(true))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(type).setExact(true))
                .dragTo(
                        page.locator("[data-canvas]"),
                        new Locator.DragToOptions().setTargetPosition(new Position(x, y)));
        page.getByLabel("Close the panel").click();
    }

    private void draw(Locator from, String port, Locator to) {
        BoundingBox out = box(from.locator("[data-handleid=" + port + "]"));
        BoundingBox in = box(to);
        page.mouse().move(out.x + out.width / 2, out.y + out.height / 2);
        page.mouse().down();
        page.mouse().move(in.x + in.width / 2, in.y + 4, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(page.locator(".react-flow__edge")).hasCount(1);
    }

    private static BoundingBox box(Locator locator) {
        return Objects.requireNonNull(locator.boundingBox(), "Expected something to be seen");
    }

    private void choose(String label, String option) {
        page.locator("input[type=text], input:not([type])")
                .and(page.getByLabel(Pattern.compile("^" + label + "( \\*)?$")))
                .last()
                .click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    private void openFlows() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Flows")))
                .click();
    }

    private Locator card(String name) {
        return page.locator(".react-flow__node")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByTitle(name, new Page.GetByTitleOptions().setExact(true))));
    }

    /** Labels have no signs that a pattern would read; the browser's patterns know no quoting. */
    private Locator field(Locator within, String label) {
        return within.getByRole(
                AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + label + "( \\*)?$")));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator menuItem(String name) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator dialog(String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }

    private Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }
}
