package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static campaignflows.e2e.client.FlowDraft.today;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Person;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The guide's example: its fields, its flow, and a list of people that covers every branch. */
final class PaymentReminder {
    static final String BEFORE = "REMINDED_BEFORE_2D";
    static final String DUE = "REMINDED_DUE_DATE";

    /** Who gets which reminder; everybody else in {@link #csv} gets none. */
    static final Map<String, String> EXPECTED = Map.of(
            "ada", BEFORE,
            "ben", DUE,
            "fay", BEFORE,
            "gus", DUE);

    /** Those who are in the campaign and get nothing: overdue, paid, no date, payment unknown. */
    static final List<String> SILENT = List.of("cem", "dee", "eva", "hal");

    private final String domain;
    private final LocalDate today;

    /** All addresses are at the domain, so that campaigns do not meet the same people. */
    PaymentReminder(String domain, LocalDate today) {
        this.domain = domain;
        this.today = today;
    }

    static Campaign campaign(Api api, String name) {
        return Campaign.create(api, name)
                .field("due_date", "Due Date", "date", true)
                .field("is_payment_received", "Is Payment Received", "boolean", true);
    }

    /** The flow of the guide; the two reminders are placed by the caller as nodes {@code before} and {@code due}. */
    static FlowDraft flow() {
        return new FlowDraft("Payment reminder")
                .node("created", "participant_created")
                .check(
                        "unpaid",
                        "Is Payment Received = false",
                        "participant.is_payment_received",
                        "equals",
                        literal(false))
                .check(
                        "early",
                        "Due Date is on or after Today (+3)",
                        "participant.due_date",
                        "is_on_or_after",
                        today(3))
                .check(
                        "in_time",
                        "Due Date is on or after Today (+0)",
                        "participant.due_date",
                        "is_on_or_after",
                        today(0))
                .node("cancel", "cancel_communications")
                .line("created", "unpaid")
                .match("unpaid", "early")
                .otherwise("unpaid", "cancel")
                .match("early", "before")
                .otherwise("early", "in_time")
                .match("in_time", "due");
    }

    static FlowDraft byWhatsapp(Sender sender) {
        return flow().whatsapp("before", BEFORE, sender).whatsapp("due", DUE, sender);
    }

    static FlowDraft byEmail(Sender sender) {
        return flow().email("before", BEFORE, sender, "Soon due: {{ participant.due_date }}", body("in some days"))
                .email("due", DUE, sender, "Last days: {{ participant.due_date }}", body("very soon"));
    }

    private static String body(String when) {
        return "Dear {{ customer.name }},\n\nyour payment is due " + when + ", on {{ participant.due_date }}.\n";
    }

    String day(int fromToday) {
        return today.plusDays(fromToday).toString();
    }

    /** Records 2 to 17. */
    String csv() {
        return Csv.line("external_id", "name", "email", "phone", "Due Date", "is_payment_received", "shoe_size")
                + row("ada", "Ada \"the Countess\", Lovelace", day(5), "false")
                + row("ben", "Ben", day(0), "false")
                + row("cem", "Cem", day(-1), "false")
                + row("dee", "Dee", day(5), "true")
                + row("eva", "Éva 日本", "", "false")
                + row("fay", "Fay", day(3), "No")
                + row("gus", "Gus", day(2), "0")
                + row("hal", "Hal", day(5), "")
                + Csv.line(id("ina"), "Ina", "ina(at)" + domain, "", day(5), "false", "38")
                + row("jon", "Jon", "31.12.2026", "false")
                + row("kim", "Kim", day(5), "maybe")
                + Csv.line("", "Nobody", "", "", day(5), "false", "40")
                + Csv.line(id("leo"), "Leo", "ada@" + domain, "", day(5), "false", "41")
                + Csv.line(id("mia"), "Mia", "mia@" + domain, "", day(5), "false", "42", "more", "and more")
                + row("ben", "Ben Again", "", "")
                + row("ned", "Ned, who calculates", "=1+2", "false");
    }

    private String row(String id, String name, String due, String paid) {
        return Csv.line(id(id), name, id + "@" + domain, phone(id), due, paid, "43");
    }

    /** External ids belong to the tenant, so each list has its own. */
    String id(String name) {
        return domain + ":" + name;
    }

    private String phone(String id) {
        return "+49 30 " + (1_000_000 + Math.floorMod((domain + id).hashCode(), 9_000_000));
    }

    String address(String name) {
        return name + "@" + domain;
    }

    /** The participant that comes by the API. */
    record Loan(Person person, String dueDate, String expected) {}

    /**
     * Ada once more, for a loan of hers, in a zone where another day than ours is today, and due on the day on which
     * only that zone makes the difference between the two reminders.
     */
    Loan adasLoan() {
        boolean morning = LocalTime.now(ZoneOffset.UTC).getHour() < 12;
        String zone = morning ? "Etc/GMT+12" : "Pacific/Kiritimati";
        LocalDate there = LocalDate.now(ZoneId.of(zone));
        LocalDate due = morning ? there.plusDays(3) : there.plusDays(2);
        Person person = new Person(
                        Map.of("external_id", id("ada"), "due_date", due.toString(), "is_payment_received", false),
                        null,
                        null)
                .in(zone)
                .about("loan_456");
        return new Loan(person, due.toString(), morning ? BEFORE : DUE);
    }
}
