package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.provider.ConnectedSystem;
import campaignflows.e2e.provider.OpenIdServer;
import campaignflows.e2e.system.LocalSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * People sign in to the console at an identity provider, in a browser that keeps to the rules of cookies and sites: they come back to
 * the page that they wanted, and sign out at both. Whoever has no tenant or role here learns why.
 */
@Order(106)
@ExtendWith(ConnectedSystem.Resolver.class)
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf("campaignflows.e2e.provider.OpenIdServer#isPossible")
@SuppressWarnings("NullAway.Init")
class OpenIdConsoleE2EIT {
    private static final String SIGN_IN = "Sign in with Example";

    private final OpenIdServer provider;
    private final LocalSystem system;
    private final String tenant;
    private ConsoleBrowser browser;
    private Page page;
    private Screen screen;

    OpenIdConsoleE2EIT(ConnectedSystem connected) {
        provider = connected.provider();
        system = connected.system();
        tenant = system.admin().get("/api/v1/tenant").path("id").asText();
        Campaign.create(system.admin(), "Seen by the provider's people");
    }

    @BeforeEach
    void open() {
        browser = ConsoleBrowser.elsewhere(system, false);
        page = browser.page();
        screen = new Screen(page);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void shouldSignInWithProofOfPossessionComeBackToThePageAndSignOutAtBoth() {
        provider.account("mara", claims("Mara Klein", "flows-admin"));
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> remember(asked, request));

        page.navigate("/settings/retention");
        assertThat(screen.link(SIGN_IN)).isVisible();
        browser.requireAccessible();
        browser.picture("sign-in-provider");
        browser.requireQuiet();
        screen.link(SIGN_IN).click();
        signInThere("mara");

        assertThat(screen.heading("Retention")).isVisible();
        assertThat(asked)
                .singleElement()
                .satisfies(address -> assertThat(address)
                        .contains("code_challenge_method=S256", "response_type=code", "state=", "nonce="));
        browser.forgetFaults();
        screen.go("Flows");
        assertThat(screen.text("Seen by the provider's people")).isVisible();
        Cookie session = cookie("cf_session").getFirst();
        assertThat(session.httpOnly).isTrue();
        assertThat(session.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(page.evaluate("document.cookie")).asString().doesNotContain("cf_session");
        assertThat(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))
                .asString()
                .doesNotContain("eyJ", session.value);
        page.reload();
        assertThat(screen.text("Seen by the provider's people")).isVisible();
        browser.requireQuiet();

        page.getByText("Mara Klein").first().click();
        screen.menuItem("Sign out").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, sign me out"))
                .click();

        assertThat(screen.heading("Sign in to Campaign Flows")).isVisible();
        assertThat(page.url()).startsWith(system.address().toString());
        assertThat(cookie("cf_session")).isEmpty();
        browser.forgetFaults();
        screen.link(SIGN_IN).click();
        assertThat(login()).isVisible();
    }

    @Test
    void shouldTellWhoeverHasNoRoleOrTenantHereWhatToDo() {
        provider.account("nobody", Map.of("name", "No Role", "tenant", tenant));
        provider.account(
                "stranger", Map.of("name", "No Tenant", "realm_access", Map.of("roles", List.of("flows-admin"))));
        for (String account : List.of("nobody", "stranger")) {
            page.navigate("/campaigns");
            screen.link(SIGN_IN).click();
            signInThere(account);
            Locator alert = page.getByRole(AriaRole.ALERT);
            assertThat(alert).containsText("Your account has no tenant or no role here");
            browser.requireAccessible();
            browser.picture("sign-in-not-assigned-" + account);
            assertThat(cookie("cf_session")).isEmpty();
            page.context().clearCookies();
        }
    }

    @Test
    void shouldSayThatItWasCanceledAndLetAViewerOnlyRead() {
        provider.account("vera", claims("Vera Lind", "flows-viewer"));
        page.navigate("/campaigns");
        screen.link(SIGN_IN).click();
        assertThat(login()).isVisible();
        page.getByText("Cancel").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The sign-in was canceled.");

        screen.link(SIGN_IN).click();
        signInThere("vera");
        assertThat(screen.text("Seen by the provider's people")).isVisible();
        assertThat(screen.link("Retention")).hasCount(0);
        assertThat(screen.button("New campaign")).hasCount(0);
    }

    private Map<String, Object> claims(String name, String role) {
        return Map.of("name", name, "tenant", tenant, "realm_access", Map.of("roles", List.of(role)));
    }

    /** On the provider's pages: who it is, and that the console may know. */
    private void signInThere(String account) {
        login().fill(account);
        page.locator("input[name=password]").fill("any");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign-in"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue"))
                .click();
    }

    private Locator login() {
        return page.locator("input[name=login]");
    }

    private List<Cookie> cookie(String name) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .toList();
    }

    private void remember(List<String> asked, Request request) {
        if (request.url().startsWith(provider.issuer() + "/auth?")) {
            asked.add(request.url());
        }
    }
}
