package campaignflows.communication.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote in a mail: its plain text, else what its HTML shows, without the mail that it answers, which programs put
 * below. A mail that would be nothing without what it quotes is taken whole.
 */
final class MailText {
    private static final Pattern ORIGINAL = Pattern.compile(
            "-{2,}\\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original)\\s*-{2,}|_{20,}");
    private static final String QUOTED =
            "blockquote, .gmail_quote, .gmail_quote_container, .yahoo_quoted, #divRplyFwdMsg ~ *, #divRplyFwdMsg";
    private static final int MAX_ATTRIBUTION = 3;

    private MailText() {}

    static String of(MimeMessage mail) throws MessagingException, IOException {
        @Nullable MimePart plain = null;
        @Nullable MimePart html = null;
        @Nullable String other = null;
        for (MimePart part : MailParts.of(mail)) {
            String type = MailParts.type(part);
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(String.valueOf(part.getDisposition()));
            if (type.equals("text/plain") && !attached) {
                plain = plain == null ? part : plain;
            } else if (type.equals("text/html") && !attached) {
                html = html == null ? part : html;
            } else if (other == null) {
                other = "[" + type.substring(0, Math.max(0, type.indexOf('/'))) + "]";
            }
        }
        String said = plain == null ? "" : withoutQuote(MailParts.text(plain));
        if (said.isBlank() && html != null) {
            said = shown(MailParts.text(html));
        }
        return said.isBlank() && other != null ? other : said.strip();
    }

    /** Without the quoted mail at its end, and the line that says whose it is. */
    static String withoutQuote(String text) {
        List<String> lines =
                new ArrayList<>(text.lines().map(String::stripTrailing).toList());
        for (int i = 0; i < lines.size(); i++) {
            if (ORIGINAL.matcher(lines.get(i).strip()).matches()) {
                lines = new ArrayList<>(lines.subList(0, i));
                break;
            }
        }
        int end = lines.size();
        boolean quotes = false;
        while (end > 0 && (lines.get(end - 1).isBlank() || lines.get(end - 1).startsWith(">"))) {
            end--;
            quotes |= lines.get(end).startsWith(">");
        }
        if (quotes) {
            end = withoutAttribution(lines, end);
        }
        String left =
                String.join("\n", lines.subList(0, quotes ? end : lines.size())).strip();
        return left.isEmpty() ? text.strip() : left;
    }

    /** "On Monday, 1 June 2026, Ann wrote:" right above the quote, perhaps over several lines. */
    private static int withoutAttribution(List<String> lines, int end) {
        if (end == 0 || !lines.get(end - 1).endsWith(":")) {
            return end;
        }
        int begin = end - 1;
        while (begin > 0
                && end - begin < MAX_ATTRIBUTION
                && !lines.get(begin - 1).isBlank()) {
            begin--;
        }
        // A paragraph that is longer than that is what the person wrote, and only its last line goes.
        return begin > 0 && !lines.get(begin - 1).isBlank() ? end - 1 : begin;
    }

    static String shown(String html) {
        Document document = Jsoup.parse(html);
        document.select("head, style, script").remove();
        Document answer = document.clone();
        answer.select(QUOTED).remove();
        String said = lines(answer);
        return said.isEmpty() ? lines(document) : said;
    }

    private static String lines(Document document) {
        document.select("p, div, li, tr, h1, h2, h3, h4, h5, h6").prepend("\n");
        String text = document.body().wholeText();
        return text.replaceAll("[ \\t\\x{a0}]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
