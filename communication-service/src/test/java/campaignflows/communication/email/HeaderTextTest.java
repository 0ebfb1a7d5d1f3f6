package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?q?x?=",
                "see =?iso-8859-1?B?aGFsbG8=?= here",
                "Zahlung fällig – 3 €",
                "two  spaces",
                "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀",
                "a=?b"
            })
    void shouldEncodeWhatWouldBeReadAsSomethingElse(String text) throws Exception {
        String header = HeaderText.of(text, 9);

        assertThat(header).startsWith("=?UTF-8?B?").matches("[\\x20-\\x7e\\r\\n]+");
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(text);
    }

    @Test
    void shouldLeavePlainTextReadable() {
        assertThat(HeaderText.of("Your payment is due", 9)).isEqualTo("Your payment is due");
    }

    @Test
    void shouldKeepEveryLineShortAndEveryTextWhole() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String letters = "abc def=?ghi äöü 山田 🚀 ? = _ ";
        int[] codePoints = letters.codePoints().toArray();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder("x");
            int length = random.nextInt(1_200);
            for (int k = 0; k < length; k++) {
                boolean ascii = i % 2 == 0;
                text.appendCodePoint(ascii ? 'a' + random.nextInt(26) : codePoints[random.nextInt(codePoints.length)]);
                if (ascii && random.nextInt(9) == 0) {
                    text.append(' ').append('y');
                }
            }
            String header = HeaderText.of(text.toString(), 9);

            for (String line : header.split("\r\n")) {
                assertThat(line.getBytes(StandardCharsets.US_ASCII).length).isLessThanOrEqualTo(78);
                assertThat(line).isNotBlank();
            }
            assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(text.toString());
        }
    }

    @Test
    void shouldEncodeAWordThatFitsNoLine() throws Exception {
        String text = "a".repeat(2_000);

        String header = HeaderText.of(text, 9);

        assertThat(header.split("\r\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(text);
    }
}
