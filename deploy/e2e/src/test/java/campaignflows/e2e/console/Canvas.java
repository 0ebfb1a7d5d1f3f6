package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Await;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Position;
import java.time.Duration;
import java.util.regex.Pattern;

/** The Workflow tab, operated with a mouse. */
final class Canvas {
    private static final String PLACE_ON_LINE = """
            async path => {
              const edge = path.closest('.react-flow__edge');
              const place = () => {
                for (const part of [0.2, 0.8, 0.25, 0.75, 0.15, 0.85]) {
                  const at = path.getPointAtLength(path.getTotalLength() * part).matrixTransform(path.getScreenCTM());
                  if (document.elementFromPoint(at.x, at.y)?.closest('.react-flow__edge') === edge) return `${at.x} ${at.y}`;
                }
                return null;
              };
              const before = place();
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              return place() === before ? before : null;
            }""";

    private final Page page;
    private final Screen screen;

    Canvas(Page page) {
        this.page = page;
        screen = new Screen(page);
    }

    Locator nodes() {
        return page.locator(".react-flow__node");
    }

    Locator edges() {
        return page.locator(".react-flow__edge");
    }

    Locator card(String name) {
        return nodes().filter(new Locator.FilterOptions()
                .setHas(page.getByTitle(name, new Page.GetByTitleOptions().setExact(true))));
    }

    Locator panel() {
        return page.getByLabel("Settings of the node");
    }

    Locator flowsButton() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Flows")));
    }

    /** What is done next is done on the new flow. */
    void newFlow(String name) {
        flowsButton().click();
        screen.button("New flow").click();
        assertThat(flowsButton()).containsText(name);
    }

    void openFlow(String name) {
        flowsButton().click();
        screen.button(name).click();
        assertThat(flowsButton()).containsText(name);
    }

    void actionsOf(String flow) {
        flowsButton().click();
        screen.button("Actions for the flow " + flow).click();
    }

    /** In the list of flows, which is open, until the server has done it: the list itself shows it before. */
    void act(String flow, String action, String said) {
        screen.closeMessages();
        screen.button("Actions for the flow " + flow).click();
        screen.menuItem(action).click();
        assertThat(page.getByText(said).first()).isVisible();
    }

    void requireSaved() {
        assertThat(page.locator("[data-save=saved]")).isVisible();
    }

    Locator inPalette(String type) {
        return page.getByLabel("Nodes", new Page.GetByLabelOptions().setExact(true))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(type).setExact(true));
    }

    void addFromPalette(String type) {
        inPalette(type).click();
        assertThat(card(type)).isVisible();
    }

    /** From the node panel, by its middle. */
    void drag(String type, double x, double y) {
        inPalette(type)
                .dragTo(
                        page.locator("[data-canvas]"),
                        new Locator.DragToOptions().setTargetPosition(new Position(x, y)));
        screen.button("Close the panel").click();
    }

    /** A line from one node's output port to another node's input port. */
    void draw(Locator from, String port, Locator to) {
        BoundingBox out = Screen.box(from.locator("[data-handleid=" + port + "]"));
        BoundingBox in = Screen.box(to);
        page.mouse().move(out.x + out.width / 2, out.y + out.height / 2);
        page.mouse().down();
        page.mouse().move(in.x + in.width / 2, in.y + 4, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
    }

    /** By a click where nothing lies over it: the middle of its box need not be on the line, and has buttons while it is pointed at. */
    void selectEdge(Locator edge) {
        String place = Await.until(
                "a place on the line that can be clicked",
                Duration.ofSeconds(5),
                () -> String.valueOf(edge.locator("path").last().evaluate(PLACE_ON_LINE)),
                found -> !found.equals("null"));
        String[] at = place.split(" ");
        page.mouse().click(Double.parseDouble(at[0]), Double.parseDouble(at[1]));
    }

    /** By the + at an open port; the new node's panel is open then. */
    void add(String after, String type) {
        screen.button("Add a node after " + after).click();
        screen.option(type).click();
    }

    /** A check of a date, whose operator and base are the first that are offered. */
    void dateCheck(String property, String days) {
        screen.choose("Property", property);
        screen.field(panel(), "Days").fill(days);
        screen.button("Save").click();
        assertThat(card(property + " is on or after Today (+" + days + ")")).isVisible();
    }

    void communication(String name, String agent) {
        screen.field(panel(), "Communication name").fill(name);
        screen.choose("Agent", agent);
        screen.button("Save").click();
        assertThat(card(name)).isVisible();
    }
}
