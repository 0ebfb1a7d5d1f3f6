package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A small flow is built and started without a mouse; the focus is always visible and never lost. */
@Order(12)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyboardConsoleE2EIT {
    private static final String CHECK = "External ID is set";

    private final ConsoleBrowser browser;
    private final Page page;
    private final Screen screen;
    private final Canvas canvas;
    private final Keyboard keyboard;

    KeyboardConsoleE2EIT(LocalSystem system) {
        browser = ConsoleBrowser.signedIn(system);
        page = browser.page();
        screen = new Screen(page);
        canvas = new Canvas(page);
        keyboard = new Keyboard(page);
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
    void shouldCreateACampaign() {
        keyboard.to(screen.button("Create Campaign +").first());
        keyboard.press("Enter");
        assertThat(screen.field(screen.dialog("Create campaign"), "Name")).isFocused();
        keyboard.type("Made by keyboard");
        keyboard.press("Enter");
        assertThat(screen.heading("Made by keyboard")).isFocused();
    }

    @Test
    @Order(2)
    void shouldBuildAFlow() {
        keyboard.to(screen.link("Workflow"));
        keyboard.press("Enter");
        keyboard.to(screen.button("New flow"));
        keyboard.press("Enter");
        assertThat(page.getByText("Choose how this flow starts")).isVisible();
        keyboard.to(canvas.inPalette("Participant Created"));
        keyboard.press("Enter");
        keyboard.to(canvas.inPalette("Field Check"));
        keyboard.press("Enter");
        assertThat(canvas.edges()).hasCount(1);

        keyboard.choose(combobox("Property"), "External");
        keyboard.choose(combobox("Operator"), "is set");
        keyboard.to(screen.button("Save"));
        keyboard.press("Enter");
        assertThat(canvas.card(CHECK)).isVisible();
        assertThat(drawing()).isFocused();

        keyboard.back(canvas.inPalette("Cancel Communications"));
        keyboard.press("Enter");
        assertThat(canvas.edges()).hasCount(2);
        browser.picture("keyboard-flow");
        browser.requireAccessible();
    }

    @Test
    @Order(3)
    void shouldConnectTheOtherBranch() {
        keyboard.to(screen.button("Close the panel"));
        keyboard.press("Enter");
        assertThat(drawing()).isFocused();
        keyboard.press("Home", "ArrowDown", "c");
        Locator dialog = screen.dialog("Connect " + CHECK);
        Locator target = dialog.locator("input")
                .and(page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)))
                .first();
        assertThat(target).isFocused();
        browser.requireAccessible();
        keyboard.choose(target, "Cancel");
        keyboard.to(screen.buttonIn(dialog, "Connect"));
        keyboard.press("Enter");
        assertThat(canvas.edges()).hasCount(3);
        assertThat(drawing()).isFocused();
    }

    @Test
    @Order(4)
    void shouldMoveRenameUndoAndFind() {
        keyboard.press("F2");
        keyboard.type("Who is known");
        keyboard.press("Enter");
        assertThat(canvas.card("Who is known")).isVisible();
        assertThat(drawing()).isFocused();
        keyboard.press("Control+z");
        assertThat(canvas.card(CHECK)).isVisible();
        keyboard.press("Alt+ArrowRight", "Delete");
        assertThat(canvas.nodes()).hasCount(2);
        keyboard.press("Control+z");
        assertThat(canvas.nodes()).hasCount(3);
        assertThat(canvas.edges()).hasCount(3);
        keyboard.press("?");
        assertThat(screen.dialog("Keys of the canvas")).isVisible();
        browser.requireAccessible();
        keyboard.press("Escape");
        assertThat(drawing()).isFocused();
        canvas.requireSaved();
    }

    @Test
    @Order(5)
    void shouldActivateAndStart() {
        keyboard.back(canvas.flowsButton());
        keyboard.press("Enter");
        keyboard.to(screen.button("Actions for the flow Flow 1"));
        keyboard.press("Enter");
        assertThat(screen.menuItem("Activate")).isVisible();
        browser.requireAccessible();
        page.keyboard().press("ArrowDown");
        while (!"Activate".equals(page.evaluate("document.activeElement.textContent"))) {
            page.keyboard().press("ArrowDown");
        }
        keyboard.press("Enter");
        assertThat(page.getByText("Flow 1 is active")).isVisible();
        keyboard.press("Escape");
        keyboard.back(screen.button("Start"));
        keyboard.press("Enter");
        assertThat(screen.button("Stop")).isVisible();
        keyboard.requireFocus();
        browser.requireAccessible();
    }

    @Test
    @Order(6)
    void shouldStopByTheCommandPaletteAndTheHeader() {
        keyboard.press("Control+k");
        assertThat(page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Command palette")))
                .isFocused();
        keyboard.type("Made by key");
        assertThat(page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Made by keyboard")))
                .isVisible();
        browser.requireAccessible();
        keyboard.press("Enter");
        assertThat(page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Command palette")))
                .hasCount(0);
        keyboard.to(screen.button("Stop"));
        keyboard.press("Enter");
        Locator dialog = screen.dialog("Stop the campaign?");
        keyboard.to(screen.buttonIn(dialog, "Stop campaign"));
        keyboard.press("Enter");
        assertThat(screen.button("Start")).isVisible();
        keyboard.requireFocus();
    }

    private Locator combobox(String label) {
        return canvas.panel()
                .locator("input")
                .and(page.getByLabel(Pattern.compile("^" + label + "( \\*)?$")))
                .first();
    }

    private Locator drawing() {
        return page.locator("[data-canvas]");
    }
}
