package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Await;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** A page without a mouse. Wherever the keys lead, something has the focus, and the focus is visible. */
final class Keyboard {
    private static final int MOST_STOPS = 90;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What has the focus and shows it: by an outline, by a field's border or by the fill of a handle. */
    private static final String FOCUSED = """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) return 'nothing';
              const style = getComputedStyle(at);
              const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
              const probe = document.createElement('i');
              probe.style.color = accent;
              document.body.append(probe);
              const colour = getComputedStyle(probe).color;
              probe.remove();
              const seen = style.outlineStyle !== 'none'
                || style.borderTopColor === colour
                || style.backgroundColor === colour
                || ['H1', 'MAIN'].includes(at.tagName)
                || at.matches('[role=dialog], [role=menu], input[type=file]')
                || at.closest('[aria-label="Command palette"]') !== null;
              const name = at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent;
              return (seen ? 'seen ' : 'unseen ') + at.tagName + ' ' + (name || '').trim().slice(0, 60);
            }""";

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Forwards by Tab until this has the focus. */
    void to(Locator wanted) {
        move("Tab", wanted);
    }

    void back(Locator wanted) {
        move("Shift+Tab", wanted);
    }

    private void move(String key, Locator wanted) {
        assertThat(wanted.first()).isVisible();
        List<String> stops = new ArrayList<>();
        boolean around = false;
        while (!hasFocus(wanted)) {
            page.keyboard().press(key);
            // Past the last stop of the page is the browser's own bar, which a browser without a window does not have.
            if (!around && "nothing".equals(page.evaluate(FOCUSED))) {
                around = true;
            } else {
                stops.add(requireFocus());
            }
            Assertions.assertThat(stops).as("stops on the way to %s", wanted).hasSizeLessThan(MOST_STOPS);
        }
    }

    private static boolean hasFocus(Locator wanted) {
        return wanted.count() > 0 && (boolean) wanted.first().evaluate("one => one === document.activeElement");
    }

    /** Presses keys one after the other; each leaves the focus somewhere where it is seen. */
    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
            requireFocus();
        }
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Goes to a field with a list of choices, types a part of the choice and takes it. */
    void choose(Locator field, String part) {
        to(field);
        type(part);
        assertThat(page.locator("[role=option]:visible").first()).containsText(part);
        // A list that has opened looks a moment later which choice is marked; on a busy machine keys come before that.
        page.evaluate("() => new Promise(done => setTimeout(done, 0))");
        Await.until(
                "a list that is closed by the choice of " + part,
                PATIENCE,
                () -> {
                    page.keyboard().press("ArrowDown");
                    page.keyboard().press("Enter");
                    return field.getAttribute("aria-expanded");
                },
                "false"::equals);
        assertThat(field).hasValue(Pattern.compile(part));
    }

    /** What has the focus now; what is busy or going away gets a moment to hand it on. */
    String requireFocus() {
        return Await.until(
                "something that shows that it has the focus on " + page.url(),
                PATIENCE,
                () -> (String) page.evaluate(FOCUSED),
                one -> one.startsWith("seen "));
    }
}
