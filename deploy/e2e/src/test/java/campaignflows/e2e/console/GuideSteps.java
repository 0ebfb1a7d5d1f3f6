package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Installation;
import campaignflows.e2e.system.LocalSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The guide up to its step 4: the Payment reminder is built and started. The tests continue with the campaign created here.
 */
abstract class GuideSteps {
    static final String CAMPAIGN = "Payment reminder in the browser";
    private static final String FIRST_CHECK = "Is Payment Received = false";
    private static final String NOT_CONTACTED = "Communication name is not set";
    private static final String EARLY = "Due Date is on or after Today (+3)";
    private static final String IN_TIME = "Due Date is on or after Today (+0)";
    private static final String SIMULATOR = "Simulator of the guide";
    private static final Pattern ADDRESS = Pattern.compile(".*/campaigns/([0-9a-f-]{36})/data");

    final LocalSystem system;
    final ConsoleBrowser browser;
    final Page page;
    final Screen screen;
    final Canvas canvas;
    private String campaignId = "";

    GuideSteps(LocalSystem system) {
        this.system = system;
        // The odds of a simulator as it comes leave some messages undelivered, as a real provider does.
        new Installation(system.admin()).simulated(SIMULATOR, Map.of("settings", Map.of("delivered", 1, "failed", 0)));
        browser = ConsoleBrowser.signedIn(system);
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

    /** The guide takes it from the campaign's address. */
    String campaignId() {
        return campaignId;
    }

    @Test
    @Order(10)
    @DisplayName("Prerequisites: at least one configured agent with the communication channel you plan to use")
    void shouldHaveAnAgentWithItsChannel() {
        screen.go("Agents");
        Locator agent = screen.row(SIMULATOR);
        assertThat(agent).containsText("Local whatsapp");
        assertThat(agent).containsText("Running");
    }

    @Test
    @Order(11)
    @DisplayName("Step 1: in the left sidebar, go to Campaigns > Flows; click Create Campaign +; fill in Name and"
            + " Description, which is optional; click Create")
    void shouldCreateACampaign() {
        assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main")))
                .containsText(Pattern.compile("Campaigns\\s*Flows"));
        screen.go("Flows");
        screen.button("Create Campaign +").first().click();
        Locator dialog = screen.dialog("Create campaign");
        screen.field(dialog, "Name").fill(CAMPAIGN);
        assertThat(dialog.getByLabel("Description")).not().hasAttribute("required", "");
        screen.field(dialog, "Description").fill("Reminds people before and on the due date");
        screen.buttonIn(dialog, "Create").click();

        assertThat(page).hasURL(ADDRESS);
        var address = ADDRESS.matcher(page.url());
        Assertions.assertThat(address.matches()).isTrue();
        campaignId = Objects.requireNonNull(address.group(1));
        assertThat(screen.heading(CAMPAIGN)).isVisible();
        assertThat(page.getByText("Inactive").first()).isVisible();
        browser.picture("step-1-created");
        browser.requireAccessible();
    }

    @Test
    @Order(20)
    @DisplayName("Step 2: the Data tab's columns; system fields are added automatically and are locked; each field"
            + " belongs to Customer Profile or Participant")
    void shouldShowTheSystemFields() {
        for (String column : List.of("Title", "Name", "Description", "Type", "Level", "Import", "Required")) {
            assertThat(screen.columnHeader(column)).isVisible();
        }
        for (String field :
                List.of("External ID", "Email", "Phone", "Telegram ID", "Web ID", "Telegram Username", "WhatsApp ID")) {
            Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(screen.text(field)));
            assertThat(row).containsText("Customer Profile");
            assertThat(row.getByRole(AriaRole.SWITCH)).hasCount(0);
        }
    }

    @Test
    @Order(21)
    @DisplayName("Step 2: to add or remove fields, click Manage fields")
    void shouldAddAndRemoveFields() {
        screen.button("Manage fields").click();
        Locator drawer = screen.dialog("Manage fields");
        addField(drawer, "Due Date", "date");
        addField(drawer, "Is Payment Received", "boolean");
        addField(drawer, "Shoe size", "integer");
        screen.buttonIn(drawer, "Remove Shoe size").click();
        screen.button("Remove field").click();
        assertThat(screen.buttonIn(drawer, "Remove Shoe size")).hasCount(0);
        page.keyboard().press("Escape");

        assertThat(screen.row("due_date")).containsText("Participant");
        assertThat(screen.row("shoe_size")).hasCount(0);
    }

    @Test
    @Order(22)
    @DisplayName("Step 2: Required is available only when Import is enabled; fields marked as Required must be in"
            + " every uploaded row")
    void shouldRequireOnlyWhatIsImported() {
        Locator required = screen.toggle("Require Due Date");
        Locator imported = screen.toggle("Import Due Date");
        assertThat(imported).isChecked();
        required.click(new Locator.ClickOptions().setForce(true));
        assertThat(required).isChecked();
        imported.click(new Locator.ClickOptions().setForce(true));
        assertThat(imported).not().isChecked();
        assertThat(required).not().isChecked();
        assertThat(required).isDisabled();
        browser.picture("step-2-data");
        browser.requireAccessible();

        screen.closeMessages();
        imported.click(new Locator.ClickOptions().setForce(true));
        assertThat(imported).isChecked();
        required.click(new Locator.ClickOptions().setForce(true));
        assertThat(required).isChecked();
    }

    @Test
    @Order(30)
    @DisplayName("Step 3: open the Workflow tab; in the Flows panel, click New flow; drag nodes onto the canvas; draw a"
            + " line from an output port to an input port; click a node: its panel is on the right; configure; Save")
    void shouldBuildTheWorkflow() {
        screen.open("Workflow");
        screen.button("New flow").click();
        canvas.drag("Participant Created", 300, 60);
        canvas.drag("Field Check", 300, 190);
        canvas.draw(canvas.card("Participant Created"), "out", canvas.card("Field Check"));
        assertThat(canvas.edges()).hasCount(1);

        canvas.card("Field Check").click();
        BoundingBox panel = Screen.box(canvas.panel());
        Assertions.assertThat(panel.x + panel.width).isBetween(1270.0, 1280.0);
        screen.choose("Property", "Is Payment Received");
        screen.choose("Operator", "equals");
        screen.choose("Value", "false");
        screen.button("Save").click();
        assertThat(canvas.card(FIRST_CHECK)).isVisible();

        canvas.add(FIRST_CHECK + ", Match", "Field Check");
        canvas.dateCheck("Due Date", "3");
        canvas.add(FIRST_CHECK + ", Else", "Cancel Communications");
        canvas.add(EARLY + ", Match", "WhatsApp Communication");
        canvas.communication("REMINDED_BEFORE_2D", SIMULATOR);
        canvas.add(EARLY + ", Else", "Field Check");
        canvas.dateCheck("Due Date", "0");
        canvas.add(IN_TIME + ", Match", "WhatsApp Communication");
        canvas.communication("REMINDED_DUE_DATE", SIMULATOR);

        canvas.requireSaved();
        // The layout is fetched when it is asked for, so that nothing says when it has come but what is saved then.
        page.waitForResponse(
                response -> response.request().method().equals("PUT")
                        && response.url().contains("/flows/"),
                screen.button("Tidy up")::click);
        assertThat(canvas.nodes()).hasCount(7);
    }

    @Test
    @Order(31)
    @DisplayName("Step 3: flows are saved automatically; for larger flows, click Re-center at the bottom of the canvas")
    void shouldSaveByItself() {
        canvas.requireSaved();
        page.reload();
        assertThat(canvas.nodes()).hasCount(7);
        assertThat(canvas.edges()).hasCount(6);

        page.mouse().move(640, 400);
        page.mouse().wheel(0, 2000);
        assertThat(canvas.nodes()).hasCount(0);
        screen.button("Re-center").click();
        assertThat(canvas.nodes()).hasCount(7);
        browser.picture("step-3-workflow");
        browser.requireAccessible();
    }

    @Test
    @Order(32)
    @DisplayName("Step 3: to remove a node, select a node or branch, then press Delete or Backspace; connect both Match"
            + " and Else, or participants stop at the condition")
    void shouldRemoveAndBringBack() {
        canvas.card("Cancel Communications").click();
        page.keyboard().press("Delete");
        assertThat(canvas.nodes()).hasCount(6);
        assertThat(screen.button("2 warnings")).isVisible();
        page.keyboard().press("Control+z");
        assertThat(canvas.nodes()).hasCount(7);
        assertThat(canvas.edges()).hasCount(6);

        canvas.selectEdge(canvas.edges().last());
        page.keyboard().press("Backspace");
        assertThat(canvas.edges()).hasCount(5);
        page.keyboard().press("Control+z");
        assertThat(canvas.edges()).hasCount(6);
        canvas.requireSaved();
    }

    @Test
    @Order(33)
    @DisplayName("Step 3: to move participants between flows, use To Another Flow in the source flow and From Another"
            + " Flow in the destination flow")
    void shouldHandOverToAnotherFlow() {
        canvas.newFlow("Flow 2");
        canvas.drag("From Another Flow", 300, 60);
        canvas.requireSaved();
        canvas.openFlow("Flow 1");
        assertThat(canvas.nodes()).hasCount(7);

        canvas.add("Due Date is on or after Today (+0), Else", "To Another Flow");
        screen.choose("Target flow", "Flow 2 (inactive)");
        screen.button("Save").click();
        assertThat(canvas.nodes()).hasCount(8);
        assertThat(canvas.edges()).hasCount(7);

        canvas.nodes().last().click();
        page.keyboard().press("Delete");
        assertThat(canvas.nodes()).hasCount(7);
        canvas.requireSaved();
    }

    @Test
    @Order(34)
    @DisplayName("Step 3: to prevent duplicate communications, add a Field Check right after the trigger: check whether"
            + " the participant was already contacted, and only continue if they weren't")
    void shouldAskRightAfterTheTrigger() {
        canvas.selectEdge(canvas.edges().first());
        screen.button("Insert a node here").click();
        screen.option("Field Check").click();
        screen.choose("Property", "Communication name");
        screen.choose("Operator", "is not set");
        screen.button("Save").click();
        assertThat(canvas.nodes()).hasCount(8);
        Assertions.assertThat(List.of("Participant Created", NOT_CONTACTED, FIRST_CHECK))
                .as("from top to bottom")
                .isSortedAccordingTo(Comparator.comparingDouble(name -> Screen.box(canvas.card(name)).y));
        assertThat(canvas.edges()).hasCount(7);
        assertThat(screen.button("Add a node after " + NOT_CONTACTED + ", Else"))
                .isVisible();
        canvas.requireSaved();

        // The example goes on without it; each undo takes back one thing that was done.
        screen.button("Undo").click();
        screen.awaitDrawn();
        while (canvas.nodes().count() > 7) {
            screen.button("Undo").click();
            screen.awaitDrawn();
        }
        assertThat(canvas.edges()).hasCount(6);
        canvas.requireSaved();
    }

    @Test
    @Order(40)
    @DisplayName("Step 4: Start is refused without an active flow; Flows in the upper-left corner of the canvas, three"
            + " dots, Activate; delete a flow in the same manner")
    void shouldActivateTheFlow() {
        screen.button("Start").click();
        Locator refusal = screen.dialog("Cannot start yet");
        assertThat(refusal).isVisible();
        screen.buttonIn(refusal, "Close").last().click();

        canvas.actionsOf("Flow 2");
        screen.menuItem("Delete").click();
        screen.button("Delete flow").click();
        BoundingBox corner = Screen.box(canvas.flowsButton());
        BoundingBox drawing = Screen.box(page.locator("[data-canvas]"));
        Assertions.assertThat(corner.x - drawing.x)
                .as("from the left of the canvas")
                .isBetween(0.0, 40.0);
        Assertions.assertThat(corner.y - drawing.y).as("from its top").isBetween(0.0, 40.0);
        canvas.flowsButton().click();
        canvas.act("Flow 1", "Activate", "Flow 1 is active");
        canvas.act("Flow 1", "Deactivate", "Flow 1 is inactive");
        canvas.act("Flow 1", "Activate", "Flow 1 is active");
        page.keyboard().press("Escape");
    }

    @Test
    @Order(41)
    @DisplayName("Step 4: click Start; the button changes to Stop; flow activation controls are disabled")
    void shouldStartTheCampaign() {
        BoundingBox corner = Screen.box(screen.button("Start"));
        Assertions.assertThat(corner.x + corner.width)
                .as("at the right of the page")
                .isBetween(1250.0, 1280.0);
        Assertions.assertThat(corner.y).as("at its top").isLessThan(40);
        screen.button("Start").click();
        assertThat(screen.button("Stop")).isVisible();
        assertThat(screen.button("Start")).hasCount(0);
        assertThat(page.getByText("The campaign is active: stop it to edit its active flows"))
                .isVisible();
        canvas.actionsOf("Flow 1");
        assertThat(screen.menuItem("Deactivate")).isDisabled();
        assertThat(screen.menuItem("Delete")).isDisabled();
        page.keyboard().press("Escape");
        browser.picture("step-4-started");
        browser.requireAccessible();
    }

    private void addField(Locator drawer, String title, String type) {
        screen.buttonIn(drawer, "Add field").click();
        screen.field(drawer, "Title").fill(title);
        screen.choose("Type", type);
        screen.buttonIn(drawer, "Add field").click();
        assertThat(drawer.getByText(title, new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }
}
