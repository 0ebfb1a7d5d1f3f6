package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.Today;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guide, sentence by sentence, for its Payment reminder example, to the example's end. */
@Order(10)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideConsoleE2EIT extends GuideSteps {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}");

    private final LocalDate today = Today.stayingFor(Duration.ofMinutes(10));
    private final String people = Csv.line("external_id", "name", "email", "phone", "due_date", "is_payment_received")
            + person("early", "Ada Early", "+49 30 5557701", today.plusDays(5), false)
            + person("soon", "Ben Soon", "+49 30 5557702", today.plusDays(1), false)
            + person("late", "Cem Late", "+49 30 5557703", today.minusDays(3), false)
            + person("paid", "Dee Paid", "+49 30 5557704", today.plusDays(5), true)
            + Csv.line("guide-undated", "Éva Undated", "undated@guide.example", "+49 30 5557705", "", "false");

    GuideConsoleE2EIT(LocalSystem system) {
        super(system);
    }

    private static String person(String id, String name, String phone, LocalDate due, boolean paid) {
        return Csv.line("guide-" + id, name, id + "@guide.example", phone, due.toString(), Boolean.toString(paid));
    }

    @Test
    @Order(50)
    @DisplayName("Step 5: go to the Uploads tab; click Upload data; drag and drop your CSV file; click Upload; the page"
            + " shows Last upload, Total participants processed and the table")
    void shouldUploadPeople() {
        screen.open("Uploads");
        screen.button("Upload data").first().click();
        Locator dialog = screen.dialog("Upload data");
        assertThat(dialog).containsText("up to 4 GB");
        screen.drop(dialog.locator("label"), "people.csv", people);
        assertThat(dialog).containsText("Problems in the first rows");
        assertThat(dialog).containsText("6 columns imported");
        browser.picture("step-5-upload");
        browser.requireAccessible();
        screen.buttonIn(dialog, "Upload").click();
        assertThat(dialog).containsText("5 / 4 / 0", Screen.patiently());
        screen.buttonIn(dialog, "Close").last().click();

        for (String column : List.of("Upload ID", "Uploaded at", "Participants: total / new / updated", "Status")) {
            assertThat(screen.columnHeader(column)).isVisible();
        }
        assertThat(screen.row("people.csv")).containsText("Failed");
        assertThat(screen.row("people.csv")).containsText(TIME);
        assertThat(screen.figure("Last upload")).hasText(TIME);
        assertThat(screen.figure("Total participants processed")).hasText("5");
    }

    @Test
    @Order(51)
    @DisplayName("Step 5: click the participant counts, or double-click an upload row, to open Participants filtered by"
            + " that upload; click the view icon to see upload details")
    void shouldLeadFromAnUploadToItsPeople() {
        screen.row("people.csv")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("View details of upload"))
                .click();
        Locator details = screen.dialog("Upload details");
        assertThat(details).containsText("people.csv");
        assertThat(details).containsText("Download error report");
        page.keyboard().press("Escape");

        screen.row("people.csv").getByText("Failed").dblclick();
        assertThat(page).hasURL(Pattern.compile(".*/participants\\?.*upload_id=[0-9a-f-]{36}.*"));
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("4 participants")))
                .isVisible();
        page.goBack();
        screen.row("people.csv").getByRole(AriaRole.LINK).click();
        assertThat(page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Filter"))
                        .getByLabel("Upload ID"))
                .hasValue(Pattern.compile("[0-9a-f-]{36}"));
        assertThat(screen.row("guide-early")).isVisible();
    }

    @Test
    @Order(52)
    @DisplayName("Step 5: you can re-upload participants to update their data; empty fields in the file leave existing"
            + " data unchanged")
    void shouldUpdateByAnotherUpload() {
        screen.open("Uploads");
        screen.button("Upload data").first().click();
        Locator dialog = screen.dialog("Upload data");
        dialog.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "again.csv",
                        "text/csv",
                        (Csv.line("external_id", "email", "name", "due_date")
                                        + Csv.line(
                                                "guide-early",
                                                "",
                                                "Ada Renamed",
                                                today.plusDays(6).toString()))
                                .getBytes(StandardCharsets.UTF_8)));
        screen.buttonIn(dialog, "Upload").click();
        assertThat(dialog).containsText("1 / 0 / 1", Screen.patiently());
        screen.buttonIn(dialog, "Close").last().click();
        assertThat(screen.figure("Total participants processed")).hasText("6");
        assertThat(screen.row("again.csv")).containsText("Completed");
    }

    @Test
    @Order(53)
    @DisplayName("Step 5: add participants through the API, with the campaign ID from the campaign URL")
    void shouldAddPeopleThroughTheApi() {
        system.admin()
                .post(
                        "/api/v1/campaigns/" + campaignId() + "/participants",
                        List.of(Map.of(
                                "attributes",
                                Map.of(
                                        "external_id", "cust_123",
                                        "email", "alex@example.com",
                                        "due_date", "2026-06-30"),
                                "timezone",
                                "Europe/London",
                                "object_id",
                                "loan_456")));
        screen.open("Participants");
        assertThat(screen.row("cust_123")).containsText("alex@example.com", Screen.patiently());
    }

    @Test
    @Order(60)
    @DisplayName("Step 6: the table shows Name, Email, Phone, External ID, Communications and Created at; you can sort"
            + " the list and open the Filter panel on the right")
    void shouldListAndFilterPeople() {
        for (String column : List.of("Name", "Email", "Phone", "External ID", "Communications", "Created at")) {
            assertThat(screen.columnHeader(column)).isVisible();
        }
        Locator first = page.locator("[role=row][aria-rowindex='2']");
        screen.columnHeader("External ID").getByRole(AriaRole.BUTTON).click();
        assertThat(screen.columnHeader("External ID")).hasAttribute("aria-sort", "ascending");
        assertThat(first).containsText("cust_123");
        screen.columnHeader("External ID").getByRole(AriaRole.BUTTON).click();
        assertThat(screen.columnHeader("External ID")).hasAttribute("aria-sort", "descending");
        assertThat(first).containsText("guide-soon");

        screen.button("Filter").click();
        Locator filter = page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Filter"));
        for (String name : List.of("Name", "Email", "Phone", "Status", "External ID", "Upload ID")) {
            assertThat(filter.getByLabel(name, new Locator.GetByLabelOptions().setExact(true)))
                    .isVisible();
        }
        for (String end : List.of("Created from", "Created until")) {
            assertThat(filter.getByLabel(end, new Locator.GetByLabelOptions().setExact(true)))
                    .isVisible();
        }
        filter.getByLabel("Name").fill("soon");
        assertThat(screen.row("guide-early")).hasCount(0);
        assertThat(screen.row("guide-soon")).isVisible();
        screen.button("Remove the filter Name: soon").click();
        assertThat(screen.row("guide-early")).isVisible();
        browser.picture("step-6-participants");
        browser.requireAccessible();
    }

    @Test
    @Order(61)
    @DisplayName("Example: who has paid or is late is left alone, the others are reminded by their due date")
    void shouldRemindByTheDueDate() {
        assertThat(communicationsOf("Ada Renamed", 1)).isVisible(Screen.patientlySeen());
        assertThat(communicationsOf("Ben Soon", 1)).isVisible(Screen.patientlySeen());
        assertThat(communicationsOf("Cem Late", 0)).isVisible();
        assertThat(communicationsOf("Dee Paid", 0)).isVisible();

        communicationsOf("Ada Renamed", 1).click();
        assertThat(screen.dialog("Communications of Ada Renamed")).containsText("REMINDED_BEFORE_2D");
        page.keyboard().press("Escape");
    }

    @Test
    @Order(62)
    @DisplayName("Step 6: click the communications count to see each communication's name, status, channel, agent ID,"
            + " scheduled time, created time and a link to the session")
    void shouldShowCommunications() {
        communicationsOf("Ben Soon", 1).click();
        Locator dialog = screen.dialog("Communications of Ben Soon");
        for (String column :
                List.of("Name", "Status", "Channel", "Agent ID", "Scheduled time", "Created time", "Session")) {
            assertThat(dialog.getByRole(
                            AriaRole.COLUMNHEADER,
                            new Locator.GetByRoleOptions().setName(column).setExact(true)))
                    .isVisible();
        }
        assertThat(dialog).containsText("REMINDED_DUE_DATE");
        assertThat(dialog).containsText("WhatsApp");
        assertThat(dialog).containsText(Pattern.compile("Delivered|Read|Replied|Completed"), Screen.patiently());
        browser.picture("step-6-communications");
        browser.requireAccessible();
        dialog.getByRole(AriaRole.LINK).click();
        assertThat(screen.heading("Session")).isVisible();
        assertThat(page.getByText("REMINDED_DUE_DATE").first()).isVisible();
        page.goBack();
        assertThat(dialog).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
    }

    @Test
    @Order(63)
    @DisplayName("Step 6: click any row to expand it: Details has all field values, Results the campaign outcome with"
            + " Result and Result Date & Time")
    void shouldShowDetailsAndResults() {
        screen.row("guide-early").getByText("guide-early").click();
        Locator details =
                page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Details of Ada Renamed"));
        assertThat(details).containsText("early@guide.example");
        assertThat(details).containsText(today.plusDays(6).toString());
        screen.tab("Results").click();
        assertThat(details).containsText("Result Date & Time");
        browser.requireAccessible();
        screen.row("guide-early").getByText("guide-early").click();
        assertThat(details).hasCount(0);
    }

    @Test
    @Order(64)
    @DisplayName("Example: why did this happen? The path with what was compared, and what came of it")
    void shouldSayWhyItHappened() {
        screen.button("Details of Ben Soon").click();
        screen.tab("Why did this happen?").click();
        Locator steps = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Path"))
                .first()
                .getByRole(AriaRole.LISTITEM);
        assertThat(steps).hasCount(5, new LocatorAssertions.HasCountOptions().setTimeout(Screen.PATIENCE_MS));
        assertThat(steps.nth(1)).containsText("Is Payment Received = false");
        assertThat(steps.nth(1)).containsText("Match");
        assertThat(steps.nth(2)).containsText(today.plusDays(1).toString());
        assertThat(steps.nth(2)).containsText("Else");
        assertThat(steps.nth(3)).containsText("Match");
        assertThat(steps.nth(4)).hasText("REMINDED_DUE_DATE");
        assertThat(page.getByText("Planned REMINDED_DUE_DATE", new Page.GetByTextOptions().setExact(false)))
                .isVisible();
        browser.picture("step-6-why");
        browser.requireAccessible();
    }

    @Test
    @Order(65)
    @DisplayName("Step 6: click the delete icon on a row to remove that participant from the campaign; this doesn't"
            + " delete the customer profile")
    void shouldRemoveAParticipant() {
        screen.button("Remove Cem Late from the campaign").click();
        Locator dialog = screen.dialog("Remove Cem Late from the campaign?");
        assertThat(dialog).containsText("The customer profile of Cem Late stays");
        screen.buttonIn(dialog, "Remove").click();
        assertThat(screen.row("guide-late")).hasCount(0);

        screen.go("Customers");
        page.getByPlaceholder("Search by name, email, phone or external ID").fill("guide-late");
        assertThat(screen.row("Cem Late")).isVisible();
        page.goBack();
    }

    @Test
    @Order(70)
    @DisplayName("Analytics: the campaign's figures and charts, filtered to the current campaign")
    void shouldShowTheFigures() {
        page.navigate("/campaigns/" + campaignId() + "/analytics");
        assertThat(screen.figure("Participants")).containsText("4", Screen.patiently());
        assertThat(screen.figure("Communications")).containsText("2", Screen.patiently());
        browser.picture("analytics");
        browser.requireAccessible();
    }

    private Locator communicationsOf(String name, int count) {
        return screen.button("%d %s of %s".formatted(count, count == 1 ? "communication" : "communications", name));
    }
}
