package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An administrator invites somebody, who joins by the link, sets an authenticator app up, signs in with it, and is out at once when
 * they are deactivated.
 */
@Order(19)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class UsersConsoleE2EIT {
    private static final String EMAIL = "mara.klein@example.com";
    private static final String PASSWORD = "four words that rhyme";
    private static final String USER = "Mara Klein";

    private final ConsoleBrowser administrators;
    private final ConsoleBrowser users;
    private final Page user;
    private final Screen there;
    private final Screen admin;

    UsersConsoleE2EIT(LocalSystem system) {
        JsonNode made =
                system.operator().post("/api/v1/tenants", Map.of("name", "Savings bank", "timezone", "Europe/Berlin"));
        administrators = ConsoleBrowser.withKey(system, made.path("api_key").asText());
        users = ConsoleBrowser.elsewhere(system, false);
        admin = new Screen(administrators.page());
        user = users.page();
        there = new Screen(user);
    }

    @AfterAll
    void close() {
        users.close();
        administrators.close();
    }

    @Test
    void shouldInviteSomebodyWhoSignsInWithAnAppUntilTheyAreRemoved() {
        join(invite());
        AuthenticatorApp app = setAppUp();
        signInAgain(app);
        deactivate();
        remove();
        users.requireQuiet();
        administrators.requireQuiet();
    }

    private String invite() {
        administrators.page().navigate("/settings/users");
        assertThat(admin.text("No users yet")).isVisible();
        admin.button("Invite user").first().click();
        Locator form = admin.dialog("Invite user");
        admin.field(form, "Email").fill(EMAIL);
        admin.field(form, "Name").fill(USER);
        admin.choose("Role", "Campaign manager");
        admin.buttonIn(form, "Make a link").click();
        Locator shown = admin.dialog("Link of the invitation");
        String link = shown.getByLabel("Link", new Locator.GetByLabelOptions().setExact(true))
                .textContent();
        administrators.requireAccessible();
        administrators.picture("users-link");
        admin.buttonIn(shown, "Done").click();
        assertThat(admin.row(USER)).containsText("Invited");
        return link;
    }

    private void join(String link) {
        assertThat(link).contains("/join#cfi_");
        user.navigate(link);
        assertThat(there.heading("Welcome to Savings bank")).isVisible();
        users.requireAccessible();
        users.picture("join");
        password("Password").fill("password1234");
        there.button("Go on").click();
        assertThat(user.getByText("among the first that are guessed")).isVisible();
        password("Password").fill(PASSWORD);
        there.button("Go on").click();
        assertThat(there.heading("Flows")).isVisible();
        assertThat(there.link("API keys")).hasCount(0);
    }

    private AuthenticatorApp setAppUp() {
        user.getByText(USER).click();
        there.menuItem("Your account").click();
        assertThat(there.heading("Your account")).isVisible();
        there.button("Set up an app").click();
        Locator dialog = there.dialog("Set up an authenticator app");
        assertThat(dialog.locator("svg[role=img]")).isVisible();
        users.requireAccessible();
        users.picture("second-factor");
        AuthenticatorApp app =
                new AuthenticatorApp(dialog.locator("span[title]").first().textContent());
        there.field(dialog, "Code").fill(app.code());
        dialog.getByLabel("Password", new Locator.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        there.buttonIn(dialog, "Turn on").click();
        Locator codes = there.dialog("Your recovery codes");
        assertThat(codes.getByLabel("Recovery codes").textContent().lines()).hasSize(10);
        there.buttonIn(codes, "Done").click();
        assertThat(user.getByText("There are 10 recovery codes left.")).isVisible();
        users.requireAccessible();
        users.picture("account");
        return app;
    }

    private void signInAgain(AuthenticatorApp app) {
        user.getByText(USER).first().click();
        there.menuItem("Sign out").click();
        assertThat(there.heading("Sign in to Campaign Flows")).isVisible();
        user.getByLabel("Email").fill(EMAIL);
        password("Password").fill(PASSWORD);
        there.button("Sign in").click();
        user.getByLabel("Code").fill(app.nextCode());
        users.picture("sign-in-code");
        there.button("Sign in").click();
        assertThat(there.heading("Your account")).isVisible();
    }

    private void deactivate() {
        administrators.page().reload();
        assertThat(admin.row(USER)).containsText("Authenticator app");
        act("Deactivate …", "Deactivate " + USER + "?", "Deactivate");
        assertThat(admin.row(USER)).containsText("Deactivated");
        administrators.requireAccessible();
        administrators.picture("users");
        user.reload();
        assertThat(there.heading("Sign in to Campaign Flows")).isVisible();
        user.getByLabel("Email").fill(EMAIL);
        password("Password").fill(PASSWORD);
        there.button("Sign in").click();
        assertThat(user.getByText("The email address or the password is not right."))
                .isVisible();
    }

    private void remove() {
        act("Remove …", "Remove " + USER + "?", "Remove user");
        assertThat(admin.text("No users yet")).isVisible();
    }

    private void act(String item, String title, String submit) {
        admin.button("Actions for " + USER).click();
        admin.menuItem(item).click();
        admin.buttonIn(admin.dialog(title), submit).click();
        admin.closeMessages();
    }

    /** Beside it there is a button that shows what was typed. */
    private Locator password(String label) {
        return user.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
