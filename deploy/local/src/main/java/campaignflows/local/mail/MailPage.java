package campaignflows.local.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catcher's page: a hundred mails at a time, each of which opens to its text. Everything shown is escaped. */
record MailPage(String html) {
    private static final int PAGE = 100;
    private static final String TEMPLATE = template();

    static MailPage of(MailStore store, @Nullable String rawQuery) throws IOException {
        Map<String, String> parameters = MailQuery.parameters(rawQuery, Set.of("to", "skip"));
        Optional<String> to = Optional.ofNullable(parameters.get("to"));
        int skip = Optional.ofNullable(parameters.get("skip"))
                .map(text -> MailQuery.number("skip", text, Integer.MAX_VALUE))
                .orElse(0);
        StringBuilder mails = new StringBuilder();
        int met = 0;
        for (int number = store.size() - 1; number >= 0 && met <= skip + PAGE; number--) {
            if (to.isEmpty() || store.isTo(number, to.get())) {
                if (met >= skip && met < skip + PAGE) {
                    append(mails, number, store.mail(number));
                }
                met++;
            }
        }
        String older = met > skip + PAGE ? link(to, skip + PAGE, "Older") : "";
        return new MailPage(TEMPLATE.replace("{to}", escape(to.orElse("")))
                .replace("{count}", Integer.toString(store.size()))
                .replace("{older}", older)
                .replace("{mails}", mails.isEmpty() ? "<p>No mail.</p>" : mails));
    }

    private static void append(StringBuilder out, int number, Mail mail) {
        out.append("<details><summary><b>")
                .append(escape(mail.subject().isEmpty() ? "(no subject)" : mail.subject()))
                .append("</b><span>to ")
                .append(escape(String.join(", ", mail.to())))
                .append("</span><time>")
                .append(mail.receivedAt())
                .append("</time></summary><p>from ")
                .append(escape(mail.from()))
                .append(" · <a href=\"/messages/")
                .append(number)
                .append("\">source</a></p><pre>")
                .append(escape(mail.text()))
                .append("</pre></details>\n");
    }

    private static String link(Optional<String> to, int skip, String title) {
        String filter = to.map(address -> "to=" + URLEncoder.encode(address, StandardCharsets.UTF_8) + "&amp;")
                .orElse("");
        return "<p><a href=\"/?" + filter + "skip=" + skip + "\">" + title + "</a></p>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template() {
        try (InputStream page = MailPage.class.getResourceAsStream("/campaignflows/local/mail-page.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
