package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A large file by the drop zone over a slow line, with a reload in the middle: sending goes on where it stopped. */
@EnabledIfSystemProperty(
        named = "e2e.large-upload",
        matches = "true",
        disabledReason = "takes a minute and much memory: deploy/test -De2e.large-upload=true runs it")
@Order(15)
@ExtendWith(SharedSystem.class)
class UploadConsoleE2EIT {
    private static final int ROWS = 50_000;
    /** In a column that the campaign has no field for, so that the file is large and its import is not. */
    private static final int IGNORED_CHARACTERS = 980;

    private static final int BYTES_PER_SECOND = 8_000_000;
    private static final double PATIENCE_MS = 180_000;

    @Test
    void shouldGoOnAfterAReload(LocalSystem system) {
        Campaign campaign = Campaign.create(system.admin(), "Large upload").field("size", "Size", "integer", true);
        try (ConsoleBrowser browser = ConsoleBrowser.signedIn(system)) {
            Page page = browser.page();
            Screen screen = new Screen(page);
            List<Long> offsets = new ArrayList<>();
            page.onRequest(request -> {
                if (request.method().equals("PATCH")) {
                    offsets.add(Long.parseLong(request.headers().getOrDefault("upload-offset", "-1")));
                }
            });
            page.onDialog(Dialog::accept);
            page.navigate("/campaigns/" + campaign.id() + "/uploads");
            drop(screen);
            assertThat(screen.dialog("Upload data")).containsText("1 column is ignored");
            CDPSession slow = slowLine(browser, page);
            screen.buttonIn(screen.dialog("Upload data"), "Upload").click();
            Locator bar = page.getByRole(AriaRole.PROGRESSBAR).first();
            page.waitForFunction(
                    "() => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) >= 25",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
            Assertions.assertThat(Integer.parseInt(bar.getAttribute("aria-valuenow")))
                    .isLessThan(100);

            page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
            slow.detach();
            Locator interrupted =
                    page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Current upload"));
            assertThat(interrupted).containsText("was interrupted", patiently());
            assertThat(interrupted).containsText("of 50");
            browser.picture("upload-interrupted");
            browser.requireAccessible();
            screen.button("Choose the file").click();
            drop(screen);
            screen.buttonIn(screen.dialog("Upload data"), "Upload").click();
            assertThat(screen.dialog("Upload data")).containsText("The upload has ended", patiently());
            Assertions.assertThat(offsets).hasSizeGreaterThanOrEqualTo(2).startsWith(0L);
            Assertions.assertThat(offsets.getLast()).as("where sending went on").isGreaterThan(1_000_000L);
            screen.buttonIn(screen.dialog("Upload data"), "Close").last().click();

            assertThat(screen.row("large.csv")).containsText("50,000 / 49,999 / 0");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("View details of upload"))
                    .click();
            Locator details = screen.dialog("Upload details");
            assertThat(details).containsText("Failed rows1");
            Assertions.assertThat(downloaded(page, screen.link("Download error report")))
                    .contains("size,very");
            Assertions.assertThat(downloaded(page, screen.link("Download failed rows")))
                    .startsWith("external_id,")
                    .contains("large-31999,very")
                    .hasLineCount(2);
            browser.requireAccessible();
            browser.requireQuiet();
        }
    }

    /** The same file as before: made in the browser, since 50 MB are too much to hand over. */
    private static void drop(Screen screen) {
        if (screen.dialog("Upload data").count() == 0) {
            screen.button("Upload data").first().click();
        }
        screen.dialog("Upload data").locator("label").evaluate("""
                (zone, [rows, ignored]) => {
                  const filler = 'x'.repeat(ignored);
                  const lines = ['external_id,size,remarks'];
                  for (let row = 1; row <= rows; row += 1) {
                    lines.push(`large-${row},${row === 31999 ? 'very' : row},${filler}${row}`);
                  }
                  const dropped = new DataTransfer();
                  dropped.items.add(new File([lines.join('\\n') + '\\n'], 'large.csv',
                    {type: 'text/csv', lastModified: 1700000000000}));
                  zone.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: dropped}));
                }""", List.of(ROWS, IGNORED_CHARACTERS));
    }

    /** Until the session is detached. */
    private static CDPSession slowLine(ConsoleBrowser browser, Page page) {
        CDPSession session = browser.context().newCDPSession(page);
        JsonObject line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", 0);
        line.addProperty("downloadThroughput", -1);
        line.addProperty("uploadThroughput", BYTES_PER_SECOND);
        session.send("Network.enable");
        session.send("Network.emulateNetworkConditions", line);
        return session;
    }

    private static String downloaded(Page page, Locator link) {
        Download download = page.waitForDownload(link::click);
        try {
            return Files.readString(download.path(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }
}
