package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ElementState;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What is on a page, found as people and their screen readers find it: by role and name. */
final class Screen {
    /** What comes of an upload or a walk needs the whole system, and the page asks for it again every few seconds. */
    static final double PATIENCE_MS = 60_000;

    private final Page page;

    Screen(Page page) {
        this.page = page;
    }

    /** One of a campaign's pages, opened by its tab. */
    void open(String tab) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Campaign"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(tab).setExact(true))
                .click();
    }

    /** A page of the side bar. */
    void go(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(heading(name)).isVisible();
    }

    Locator button(String name) {
        return named(AriaRole.BUTTON, name);
    }

    Locator link(String name) {
        return named(AriaRole.LINK, name);
    }

    Locator tab(String name) {
        return named(AriaRole.TAB, name);
    }

    Locator menuItem(String name) {
        return named(AriaRole.MENUITEM, name);
    }

    Locator option(String name) {
        return named(AriaRole.OPTION, name);
    }

    Locator toggle(String name) {
        return named(AriaRole.SWITCH, name);
    }

    Locator columnHeader(String name) {
        return named(AriaRole.COLUMNHEADER, name);
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog(String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
    }

    /** A row of a list that says this somewhere. */
    Locator row(String text) {
        return page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(text));
    }

    /** What is said in these words and no others. */
    Locator text(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    Locator buttonIn(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Labels have no signs that a pattern would read; the browser's patterns know no quoting. */
    Locator field(Locator within, String label) {
        return within.getByRole(
                AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + label + "( \\*)?$")));
    }

    /** One of a list that opens below its field. */
    void choose(String label, String option) {
        page.locator("input[type=text], input:not([type])")
                .and(page.getByLabel(Pattern.compile("^" + label + "( \\*)?$")))
                .last()
                .click();
        option(option).click();
    }

    /** The value below a name. */
    Locator figure(String name) {
        return page.locator("dl > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(name, new Locator.GetByTextOptions().setExact(true))))
                .locator("dd")
                .first();
    }

    /** Until what was done last is drawn. */
    void awaitDrawn() {
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    static LocatorAssertions.IsVisibleOptions patientlySeen() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    /** What was said in passing lies over the end of a list, and stays while the mouse is there. */
    void closeMessages() {
        Locator messages = page.locator(".mantine-Notification-root");
        messages.locator("button[aria-label=Close]").evaluateAll("buttons => buttons.forEach(one => one.click())");
        assertThat(messages).hasCount(0);
    }

    /** A file let fall onto the drop zone, made in the browser, as always the same file by name, size and time. */
    void drop(Locator zone, String name, String text) {
        JSHandle dropped = page.evaluateHandle("""
                ([name, text]) => {
                  const dropped = new DataTransfer();
                  dropped.items.add(new File([text], name, {type: 'text/csv', lastModified: 1700000000000}));
                  return dropped;
                }""", new Object[] {name, text});
        zone.dispatchEvent("drop", Map.of("dataTransfer", dropped));
    }

    /** Where it is once it has come to rest: a view that moves for a panel does so a moment after the click. */
    static BoundingBox box(Locator locator) {
        locator.elementHandle().waitForElementState(ElementState.STABLE);
        return Objects.requireNonNull(locator.boundingBox(), "Expected something to be seen");
    }
}
