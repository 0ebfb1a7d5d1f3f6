package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import com.microsoft.playwright.options.Position;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes and lines as a mouse moves them; what the guide does is in {@link GuideConsoleE2EIT}. */
@Order(19)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class CanvasMouseConsoleE2EIT extends CanvasSteps {
    /** Longer than a view takes to be drawn once while it moves. */
    private static final int STILL_MILLIS = 300;

    private static final String CANCEL = "cancel_communications";

    CanvasMouseConsoleE2EIT(LocalSystem system) {
        super(system, "Moved by a mouse");
    }

    @Test
    void shouldPutANodeWhereItIsLetGo() {
        openFlow("Let go");
        BoundingBox drawing = Screen.box(page.locator("[data-canvas]"));
        canvas.drag("Update Field", 620, 200);
        Place middle = middle(Screen.box(canvas.card("Update Field")));
        assertThat(middle.x() - drawing.x).isCloseTo(620, within(12.0));
        assertThat(middle.y() - drawing.y).isCloseTo(200, within(12.0));
    }

    @Test
    void shouldInsertWhatIsDroppedOnALine() {
        openFlow("Dropped on a line");
        BoundingBox drawing = Screen.box(page.locator("[data-canvas]"));
        BoundingBox above = Screen.box(node("created"));
        BoundingBox below = Screen.box(node("known"));
        canvas.inPalette("Update Field")
                .dragTo(
                        page.locator("[data-canvas]"),
                        new Locator.DragToOptions()
                                .setTargetPosition(new Position(
                                        above.x + above.width / 2 - drawing.x,
                                        (above.y + above.height + below.y) / 2 - drawing.y)));
        closePanel();
        assertThat(canvas.nodes()).hasCount(5);
        assertThat(lines()).hasCount(3);

        canvas.card("Update Field").click();
        press("Delete");
        assertThat(page.getByText("The nodes before and after were joined")).isVisible();
        assertThat(canvas.nodes()).hasCount(4);
        assertThat(lines()).hasCount(2);
        screen.button("Undo").first().click();
        assertThat(canvas.nodes()).hasCount(5);
    }

    @Test
    void shouldAskWhatComesWhereALineIsLetGo() {
        openFlow("Line let go");
        drawFrom("known", "else");
        move(ground());
        page.mouse().up();
        assertThat(screen.dialog("Choose a node")).isVisible();
        browser.requireAccessible();
        screen.option("Update Field").click();
        assertThat(canvas.nodes()).hasCount(5);
        assertThat(lines()).hasCount(3);
        assertThat(canvas.panel()).isVisible();
    }

    @Test
    void shouldTellWhereALineMayEnd() {
        openFlow("Where a line may end");
        drawFrom("cancel", "out");
        move(middle(Screen.box(node("alone"))));
        assertThat(node("alone")).hasAttribute("data-target", "true");
        assertThat(node("created")).hasAttribute("data-faded", "true");
        assertThat(node("created")).hasAttribute("title", "Nothing can lead into a trigger");
        move(middle(Screen.box(node("known"))));
        page.mouse().up();
        assertThat(page.getByText("This would lead in a circle").first()).isVisible();
        assertThat(lines()).hasCount(2);
    }

    @Test
    void shouldReplaceTheLineOfAUsedPortInOneStep() {
        openFlow("Used port");
        drawFrom("known", "match");
        move(middle(Screen.box(node("alone"))));
        page.mouse().up();
        assertThat(lines()).hasCount(2);
        assertThat(screen.button("Add a node after External ID is set, Else")).isVisible();
        node("known").click();
        assertThat(canvas.panel().getByLabel("Branches")).containsText("Match" + CANCEL);
        press("Control+z");
        assertThat(lines()).hasCount(2);
        assertThat(screen.button("Undo").last()).isDisabled();
    }

    @Test
    void shouldMoveTheEndOfALineOrThrowItAway() {
        openFlow("End of a line");
        grabTheEndAtCancel();
        move(middle(Screen.box(node("alone"))));
        page.mouse().up();
        assertThat(lines()).hasCount(2);
        node("alone").click();
        press("Delete");
        assertThat(lines()).hasCount(1);
        press("Control+z", "Control+z");
        assertThat(lines()).hasCount(2);
        grabTheEndAtCancel();
        move(ground());
        page.mouse().up();
        assertThat(lines()).hasCount(1);
    }

    private void grabTheEndAtCancel() {
        BoundingBox end = Screen.box(node("cancel"));
        move(new Place(end.x + end.width / 2, end.y - 9));
        Locator grip = page.locator(".react-flow__edge[data-id=e1] .react-flow__edgeupdater-target");
        assertThat(grip).hasCount(1);
        move(middle(Objects.requireNonNull(grip.boundingBox())));
        page.mouse().down();
    }

    @Test
    void shouldDeleteOnlyWhereTheCanvasHasTheFocus() {
        openFlow("Focus elsewhere");
        node("alone").click();
        canvas.inPalette("Field Check").focus();
        page.keyboard().press("Delete");
        Locator name = screen.field(canvas.panel(), "Label");
        name.fill("Bye");
        name.press("Backspace");
        name.press("Control+z");
        assertThat(canvas.nodes()).hasCount(4);
        press("Backspace");
        assertThat(canvas.nodes()).hasCount(3);
        assertThat(canvas.panel()).hasCount(0);
    }

    @Test
    void shouldSelectByABoxAndByKeys() {
        openFlow("Selection");
        BoundingBox first = Screen.box(node("cancel"));
        BoundingBox second = Screen.box(node("alone"));
        move(new Place(first.x - 30, first.y - 20));
        page.mouse().down();
        move(new Place(first.x + 40, first.y + first.height + 8));
        page.mouse().up();
        assertThat(selected()).hasCount(1);
        page.keyboard().down("Shift");
        move(new Place(second.x - 30, second.y - 4));
        page.mouse().down();
        move(new Place(second.x + 40, second.y + second.height + 8));
        page.mouse().up();
        page.keyboard().up("Shift");
        assertThat(selected()).hasCount(2);
        press("Control+a");
        assertThat(selected()).hasCount(4);
        press("Delete");
        assertThat(canvas.nodes()).hasCount(0);
        press("Control+z");
        assertThat(canvas.nodes()).hasCount(4);
        assertThat(lines()).hasCount(2);
    }

    @Test
    void shouldCopyToAnotherFlow() {
        openFlow("Copied from");
        node("known").click();
        closePanel();
        press("Control+c", "Control+v", "Control+d");
        assertThat(canvas.nodes()).hasCount(6);
        canvas.requireSaved();
        canvas.newFlow("Flow");
        assertThat(canvas.nodes()).hasCount(0);
        press("Control+v");
        assertThat(canvas.card("External ID is set")).isVisible();
        press("Control+a", "Control+x");
        assertThat(canvas.nodes()).hasCount(0);
        press("Control+v");
        assertThat(canvas.nodes()).hasCount(1);
        canvas.requireSaved();
    }

    @Test
    void shouldMoveAndZoomTheView() {
        openFlow("View");
        BoundingBox before = Screen.box(node("created"));
        move(ground());
        page.mouse().wheel(0, 120);
        awaitMoved(before);
        BoundingBox panned = Screen.box(node("created"));
        assertThat(panned.y).isLessThan(before.y - 50);
        assertThat(panned.width).isCloseTo(before.width, within(0.5));
        page.keyboard().down("Control");
        page.mouse().wheel(0, -100);
        awaitMoved(panned);
        page.keyboard().up("Control");
        assertThat(Screen.box(node("created")).width).isGreaterThan(panned.width + 5);

        Place from = ground();
        BoundingBox still = Screen.box(node("created"));
        move(from);
        page.mouse().down(new Mouse.DownOptions().setButton(MouseButton.MIDDLE));
        move(new Place(from.x() + 50, from.y() + 30));
        page.mouse().up(new Mouse.UpOptions().setButton(MouseButton.MIDDLE));
        screen.awaitDrawn();
        assertThat(Screen.box(node("created")).x).isCloseTo(still.x + 50, within(3.0));

        BoundingBox moved = Screen.box(node("created"));
        press("0");
        page.waitForCondition(() -> Screen.box(node("created")).x != moved.x);
        BoundingBox whole = atRest();
        page.reload();
        assertThat(node("created")).isVisible();
        BoundingBox again = atRest();
        assertThat(again.x).isCloseTo(whole.x, within(2.0));
        assertThat(again.width).isCloseTo(whole.width, within(1.0));
    }

    /** Where the node is once the view moves no more. */
    private BoundingBox atRest() {
        page.waitForCondition(() -> {
            BoundingBox before = Screen.box(node("created"));
            page.waitForTimeout(STILL_MILLIS);
            return Screen.box(node("created")).x == before.x;
        });
        return Screen.box(node("created"));
    }

    /** The wheel is answered a moment after it was turned. */
    private void awaitMoved(BoundingBox before) {
        page.waitForCondition(() -> Screen.box(node("created")).y != before.y);
        screen.awaitDrawn();
    }
}
