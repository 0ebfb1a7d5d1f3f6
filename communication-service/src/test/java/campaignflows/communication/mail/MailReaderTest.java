package campaignflows.communication.mail;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Ids;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people wrote, and what machines did. */
@NullMarked
class MailReaderTest {
    private final UUID id = Ids.v7();

    @Test
    void shouldReadAnAnswer() {
        String mail = Mails.answer(
                "m1",
                "=?UTF-8?Q?Ann_M=C3=BCller?= <Ann@B\u00fccher.example>",
                "Ja, gerne – 3 €.",
                "In-Reply-To: <%s@example.com>".formatted(id));

        assertThat(read(mail))
                .isEqualTo(new IncomingMail.Answer(
                        "mail:<m1@mail.example.net>",
                        "Ann@bücher.example",
                        "Ann Müller",
                        "Ja, gerne – 3 €.",
                        Instant.parse("2026-06-01T06:30:00Z"),
                        List.of(id)));
    }

    @Test
    void shouldNameWhatItAnswersFirstAndThenTheConversationFromItsEnd() {
        UUID first = Ids.v7();
        UUID second = Ids.v7();
        String mail = Mails.answer(
                "m1",
                "ann@example.org",
                "Yes",
                "In-Reply-To: <%s@example.com>\nReferences: <%s@example.com> <x@y.example>\n <%s@example.com> <%s@example.com>"
                        .formatted(id, first, second, id));

        assertThat(answer(mail).answers()).containsExactly(id, second, first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated; owner=x",
                "Precedence: bulk",
                "Precedence: auto_reply",
                "Return-Path: <>",
                "X-Autoreply: yes",
                "List-Id: <news.example.org>",
                "X-Campaign-Flows-Communication: 0197-our-own"
            })
    void shouldNotTakeWhatAMachineWroteForAnAnswer(String header) {
        assertThat(read(Mails.answer("m1", "ann@example.org", "I am away", header)))
                .isInstanceOf(IncomingMail.Other.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Precedence: first-class", "Return-Path: <ann@example.org>"})
    void shouldTakeWhatAPersonWroteForAnAnswer(String header) {
        assertThat(answer(Mails.answer("m1", "ann@example.org", "Yes", header)).text())
                .isEqualTo("Yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an address", "a@b", "undisclosed-recipients:;", "\"a b\"@example.org"})
    void shouldPassOverWhatNobodyCanBeAnsweredAt(String from) {
        assertThat(read(Mails.answer("m1", from, "Yes", ""))).isInstanceOf(IncomingMail.Other.class);
    }

    @Test
    void shouldKnowAMailWithoutMessageIdByWhatItIs() {
        String mail =
                Mails.answer("m1", "ann@example.org", "Yes", "").replace("Message-ID: <m1@mail.example.net>\r\n", "");

        assertThat(answer(mail).id())
                .startsWith("mail-digest:")
                .isEqualTo(answer(mail).id());
        assertThat(answer(mail.replace("Yes", "No")).id())
                .isNotEqualTo(answer(mail).id());
    }

    @Test
    void shouldPreferPlainTextAndReadLettersOfAnyKind() {
        String encoded = Base64.getEncoder().encodeToString("Schöne Grüße".getBytes(StandardCharsets.ISO_8859_1));
        String mail = """
                From: ann@example.org
                Content-Type: multipart/mixed; boundary=a

                --a
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html; charset=utf-8

                <p>html</p>
                --b
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: base64

                %s
                --b--
                --a
                Content-Type: text/plain
                Content-Disposition: attachment; filename=x.txt

                attached
                --a--
                """.formatted(encoded).replace("\n", "\r\n");

        assertThat(answer(mail).text()).isEqualTo("Schöne Grüße");
    }

    @Test
    void shouldShowWhatHtmlShowsWithoutWhatItQuotes() {
        String mail = Mails.answer(
                        "m1",
                        "ann@example.org",
                        "<html><head><style>p{}</style></head><body><div>Yes,&nbsp;I&amp;II</div><div>come<br>soon</div>"
                                + "<div class=\"gmail_quote\">On Monday we wrote:<blockquote>Will you?</blockquote></div></body></html>",
                        "")
                .replace("text/plain", "text/html");

        assertThat(answer(mail).text()).isEqualTo("Yes, I&II\ncome\nsoon");
    }

    @Test
    void shouldSayOfWhatKindAMailWithoutTextIs() {
        String mail =
                Mails.answer("m1", "ann@example.org", "AAAA", "").replace("text/plain; charset=utf-8", "image/png");

        assertThat(answer(mail).text()).isEqualTo("[image]");
    }

    @Test
    void shouldCutTheMailThatIsAnswered() {
        assertThat(MailText.withoutQuote("""
                STOP

                On Mon, 1 Jun 2026 at 10:00, Test <no-reply@example.com>
                wrote:
                > Dear customer
                >
                > Pay
                """)).isEqualTo("STOP");
        assertThat(MailText.withoutQuote("""
                Yes
                -----Original Message-----
                From: Test
                Dear customer
                """)).isEqualTo("Yes");
        assertThat(MailText.withoutQuote("> Will you?\nYes\n> When?\nTomorrow"))
                .isEqualTo("> Will you?\nYes\n> When?\nTomorrow");
        assertThat(MailText.withoutQuote("> only a quote")).isEqualTo("> only a quote");
        assertThat(MailText.withoutQuote("a\nb\nc\nd:\n> q")).isEqualTo("a\nb\nc");
    }

    @Test
    void shouldSurviveWhateverSomebodySends() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] report = Mails.bytes(Mails.report(id, "failed", "5.1.1", "smtp; 550 no"));
        byte[] answer = Mails.bytes(Mails.answer("m1", "ann@example.org", "Yes", ""));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = (random.nextBoolean() ? report : answer).clone();
            for (int changes = 1 + random.nextInt(20); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(MailReader.read(java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length))))
                    .as("seed %d", seed)
                    .isNotNull();
        }
        String nested = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(5_000);
        assertThat(MailReader.read(Mails.bytes("From: ann@example.org\r\n" + nested)))
                .isNotNull();
        assertThat(MailReader.read(new byte[0])).isInstanceOf(IncomingMail.Other.class);
        assertThat(Charset.defaultCharset()).isEqualTo(StandardCharsets.UTF_8);
    }

    private static IncomingMail read(String mail) {
        return MailReader.read(Mails.bytes(mail));
    }

    private static IncomingMail.Answer answer(String mail) {
        return (IncomingMail.Answer) read(mail);
    }
}
