package campaignflows.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The mails that the system sent. */
public final class MailCatcher {
    private static final int ALL = 100_000;

    private final Api api;

    public MailCatcher(URI address) {
        this.api = new Api(address, null);
    }

    /** One mail. */
    public record Mail(List<String> to, String from, String subject, String text, Instant receivedAt) {
        public Mail {
            to = List.copyOf(to);
        }
    }

    /** To this address, newest first. */
    public List<Mail> to(String address) {
        return mails("/api/messages?limit=" + ALL + "&to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }

    /** To anybody at this domain. */
    public List<Mail> atDomain(String domain) {
        return all().stream()
                .filter(mail -> mail.to().stream().anyMatch(to -> to.endsWith("@" + domain)))
                .toList();
    }

    public List<Mail> all() {
        return mails("/api/messages?limit=" + ALL);
    }

    private List<Mail> mails(String path) {
        List<Mail> mails = new ArrayList<>();
        for (JsonNode mail : api.get(path).path("items")) {
            mails.add(Api.as(mail, Mail.class));
        }
        return mails;
    }
}
