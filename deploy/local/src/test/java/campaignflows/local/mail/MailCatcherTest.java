package campaignflows.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailCatcherTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private MailCatcher catcher;

    @BeforeEach
    void start() throws IOException {
        catcher = new MailCatcher(folder, 0, 0);
    }

    @AfterEach
    void stop() {
        catcher.close();
    }

    private Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(catcher.smtpPort()));
        return Session.getInstance(properties);
    }

    private MimeMessage message(String subject, String text, String... recipients) throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setFrom(new InternetAddress("Campaign Flows <no-reply@example.com>"));
        for (String recipient : recipients) {
            message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        return message;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + catcher.httpPort() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private JsonNode messages(String query) throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/messages" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void shouldShowWhatWasSentDecoded() throws Exception {
        Instant before = Instant.now().minusMillis(1);
        MimeMessage message =
                message("Zahlung fällig: 12 €", "Grüße\nund ein Wort: 支払い", "ann@example.com", "bob@example.com");
        message.addRecipient(RecipientType.BCC, new InternetAddress("hidden@example.com"));
        message.saveChanges();
        String id = message.getMessageID();
        try (Transport transport = session().getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
        }

        JsonNode list = messages("");

        assertThat(list.path("total").asInt()).isEqualTo(1);
        JsonNode mail = list.path("items").path(0);
        assertThat(mail.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("message_id", "to", "from", "subject", "text", "received_at");
        assertThat("<" + mail.path("message_id").asText() + ">").isEqualTo(id);
        assertThat(mail.path("to"))
                .extracting(JsonNode::asText)
                .containsExactly("ann@example.com", "bob@example.com", "hidden@example.com");
        assertThat(mail.path("from").asText()).isEqualTo("Campaign Flows <no-reply@example.com>");
        assertThat(mail.path("subject").asText()).isEqualTo("Zahlung fällig: 12 €");
        assertThat(mail.path("text").asText().strip()).isEqualTo("Grüße\nund ein Wort: 支払い");
        assertThat(Instant.parse(mail.path("received_at").asText())).isBetween(before, Instant.now());
    }

    @Test
    void shouldFindByRecipientNewestFirstUpToTheLimit() throws Exception {
        for (int i = 0; i < 5; i++) {
            Transport.send(message("mail " + i, "text", i % 2 == 0 ? "Even+tag@example.com" : "odd@example.com"));
        }

        assertThat(messages("?limit=2").path("items"))
                .extracting(mail -> mail.path("subject").asText())
                .containsExactly("mail 4", "mail 3");
        assertThat(messages("?limit=2").path("total").asInt()).isEqualTo(5);
        JsonNode even = messages("?to=even+tag@EXAMPLE.com&limit=2");
        assertThat(even.path("items"))
                .extracting(mail -> mail.path("subject").asText())
                .containsExactly("mail 4", "mail 2");
        assertThat(even.path("total").asInt()).isEqualTo(3);
        assertThat(messages("?to=even%2Btag@example.com&limit=").path("total").asInt())
                .isEqualTo(3);
        assertThat(messages("?to=nobody@example.com").path("total").asInt()).isZero();
    }

    @Test
    void shouldPreferPlainTextAndPassOverAttachments() throws Exception {
        MimeMessage message = message("parts", "", "ann@example.com");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("plain", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>html</p>", "text/html; charset=utf-8");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setText("attached", "UTF-8");
        attachment.setFileName("a.txt");
        attachment.setDisposition("attachment");
        MimeBodyPart alternatives = new MimeBodyPart();
        alternatives.setContent(new MimeMultipart("alternative", html, plain));
        message.setContent(new MimeMultipart("mixed", attachment, alternatives));
        Transport.send(message);

        assertThat(messages("").path("items").path(0).path("text").asText()).isEqualTo("plain");
    }

    @Test
    void shouldKeepItsMailsOverARestartAndDropAHalfWrittenOne() throws Exception {
        Transport.send(message("kept", "text", "ann@example.com"));
        catcher.close();
        Path file = folder.resolve("messages");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3), StandardOpenOption.APPEND);

        catcher = new MailCatcher(folder, 0, 0);
        Transport.send(message("after", "text", "ann@example.com"));

        assertThat(messages("").path("items"))
                .extracting(mail -> mail.path("subject").asText())
                .containsExactly("after", "kept");
        assertThat(messages("?to=ann@example.com").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTakeMailsOfManySendersAtOnce() throws Exception {
        int senders = 8;
        int each = 25;
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
            for (int sender = 0; sender < senders; sender++) {
                int from = sender;
                work.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        Transport.send(message("mail " + from + "-" + i, "text", "s" + from + "@example.com"));
                    }
                    return from;
                }));
            }
            for (Future<?> one : work) {
                one.get();
            }
        }

        JsonNode all = messages("?limit=100000");
        Set<String> subjects = new HashSet<>();
        all.path("items").forEach(mail -> subjects.add(mail.path("subject").asText()));
        assertThat(all.path("total").asInt()).isEqualTo(senders * each);
        assertThat(subjects).hasSize(senders * each);
        assertThat(messages("?to=s3@example.com").path("total").asInt()).isEqualTo(each);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=100001", "?limit=ten", "?from=x", "?limit=1&limit=2"})
    void shouldRefuseWhatItDoesNotUnderstand(String query) throws Exception {
        HttpResponse<String> response = get("/api/messages" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(response.body()).path("status").asInt()).isEqualTo(400);
    }

    @Test
    void shouldShowAPageOnWhichNothingOfAMailIsTakenForMarkup() throws Exception {
        Transport.send(message("<script>alert(1)</script>", "1 < 2 & \"3\"", "ann@example.com"));

        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "1 &lt; 2 &amp; &quot;3&quot;", "1 so far")
                .doesNotContain("<script>");
        assertThat(get("/messages/0").body()).contains("Subject:");
        assertThat(get("/messages/1").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }
}
