package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two tabs edit one flow, one deletes it while the other saves it, a sign-in ends in the middle: no work is lost. */
@Order(11)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class EditingTogetherConsoleE2EIT {
    private static final Pattern FLOW = Pattern.compile(".*/api/v1/campaigns/[^/]+/flows/[0-9a-f-]{36}");

    private final LocalSystem system;
    private final Campaign campaign;
    private final ConsoleBrowser browser;
    private final Tab mine;
    private final Tab theirs;

    EditingTogetherConsoleE2EIT(LocalSystem system) {
        this.system = system;
        campaign = Campaign.create(system.admin(), "Edited by two");
        browser = ConsoleBrowser.signedIn(system);
        mine = new Tab(browser.page());
        theirs = new Tab(browser.anotherTab());
    }

    /** Each saves by itself, a few seconds after a change. */
    private record Tab(Page page, Screen screen, Canvas canvas) {
        Tab(Page page) {
            this(page, new Screen(page), new Canvas(page));
        }
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
    void shouldKeepBothVersionsOfAFlowThatTwoHaveChanged() {
        openInBoth("Changed by two");
        theirs.canvas().addFromPalette("Cancel Communications");
        theirs.canvas().requireSaved();
        mine.canvas().addFromPalette("Update Field");

        Locator dialog = mine.screen().dialog("This flow was changed elsewhere");
        assertThat(dialog).containsText("Cancel Communicationsonly in theirs");
        assertThat(dialog).containsText("Update Fieldonly in yours");
        browser.picture("conflict");
        browser.requireAccessible();
        mine.screen().buttonIn(dialog, "Copy mine to a new flow").click();
        assertThat(mine.canvas().flowsButton()).containsText("Changed by two (copy)");
        assertThat(mine.canvas().card("Update Field")).isVisible();
        assertThat(mine.canvas().card("Cancel Communications")).hasCount(0);
        mine.canvas().openFlow("Changed by two");
        assertThat(mine.canvas().card("Cancel Communications")).isVisible();
        assertThat(mine.canvas().card("Update Field")).hasCount(0);
    }

    @Test
    void shouldLetOneDecideWhichVersionIsTheNewest() {
        openInBoth("Decided by one");
        theirs.canvas().addFromPalette("Cancel Communications");
        theirs.canvas().requireSaved();
        mine.canvas().addFromPalette("Update Field");
        mine.screen().button("Keep mine").click();
        mine.canvas().requireSaved();

        theirs.canvas().addFromPalette("Field Check");
        theirs.screen().button("Take theirs").click();
        assertThat(theirs.canvas().card("Update Field")).isVisible();
        assertThat(theirs.canvas().nodes()).hasCount(3);
        theirs.canvas().requireSaved();
    }

    @Test
    void shouldKeepWhatIsOnTheCanvasOfAFlowThatIsDeletedWhileItIsSaved() {
        openInBoth("Deleted by the other");
        List<Route> saves = addAndHoldItsSave("Update Field");
        theirs.canvas().actionsOf("Deleted by the other");
        theirs.screen().menuItem("Delete").click();
        theirs.page()
                .waitForResponse(
                        response -> response.request().method().equals("DELETE"),
                        theirs.screen().button("Delete flow")::click);
        letGo(saves);

        mine.screen().button("Keep it as a new flow").click();
        assertThat(mine.screen().dialog("This flow was deleted elsewhere")).hasCount(0);
        mine.canvas().requireSaved();
        assertThat(mine.canvas().card("Update Field")).isVisible();
        assertThat(mine.canvas().flowsButton()).containsText("Deleted by the other");
        // What is gone is answered with 404, which is what this is about.
        browser.forgetFaults();
    }

    @Test
    void shouldSaveWhatIsEditedWhenItsSignInEnds() {
        openInBoth("Signed in again");
        // Held, since whatever the page asks for first after the sign-in has ended opens the dialog.
        List<Route> saves = addAndHoldItsSave("Update Field");
        browser.context().clearCookies();
        letGo(saves);
        Locator dialog = mine.screen().dialog("Your sign-in has ended");
        assertThat(dialog).isVisible();
        browser.picture("sign-in-ended");
        browser.requireAccessible();
        browser.signInHere();
        assertThat(dialog).hasCount(0);
        mine.canvas().requireSaved();
        mine.page().reload();
        assertThat(mine.canvas().card("Update Field")).isVisible();
    }

    /** Adds a node in my tab and returns the requests that save it, which wait until they are let go. */
    private List<Route> addAndHoldItsSave(String kind) {
        List<Route> saves = new ArrayList<>();
        mine.page().route(FLOW, route -> {
            if (route.request().method().equals("PUT")) {
                saves.add(route);
            } else {
                route.resume();
            }
        });
        mine.page()
                .waitForRequest(
                        request -> request.method().equals("PUT"),
                        () -> mine.canvas().addFromPalette(kind));
        return saves;
    }

    private void letGo(List<Route> saves) {
        mine.page().unroute(FLOW);
        saves.forEach(Route::resume);
    }

    /** A flow of two nodes, in two tabs. */
    private void openInBoth(String name) {
        UUID flow = campaign.flow(new FlowDraft(name)
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", new Installation(system.admin()).whatsappSimulator())
                .line("created", "hello"));
        for (Tab tab : List.of(mine, theirs)) {
            tab.page().navigate("/campaigns/" + campaign.id() + "/workflow?flow=" + flow);
            assertThat(tab.canvas().nodes()).hasCount(2);
        }
    }
}
