package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class MailboxTest {
    @ParameterizedTest
    @CsvSource({
        "x@straße.example, x@xn--strae-oqa.example, false",
        "x@βόλος.example, x@xn--nxasmm1c.example, false",
        "ann@bücher.example, ann@xn--bcher-kva.example, false",
        "ann@xn--bcher-kva.example, ann@xn--bcher-kva.example, false",
        "山田@example.com, 山田@example.com, true",
        "иван@example.com, иван@example.com, true",
        "änn@bücher.example, änn@xn--bcher-kva.example, true",
        "Ann.O'Neil+tag@example.com, Ann.O'Neil+tag@example.com, false"
    })
    void shouldKeepThePersonAndTheDomain(String given, String address, boolean utf8) {
        MailAddress mailbox = MailAddress.ofContact(given).orElseThrow();

        assertThat(mailbox.address()).isEqualTo(address);
        assertThat(mailbox.needsSmtpUtf8()).isEqualTo(utf8);
        assertThat(mailbox.domain()).matches("[\\x21-\\x7e]+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "me@example.org | | me@example.org",
                "Us <us@example.org> | Us | us@example.org",
                "\"Us, Inc.\" <us@example.org> | Us, Inc. | us@example.org",
                "\"Say \\\"hi\\\"\" <us@example.org> | Say \"hi\" | us@example.org",
                "Müller & Söhne <us@example.org> | Müller & Söhne | us@example.org",
                "=?utf-8?q?x?= <us@example.org> | =?utf-8?q?x?= | us@example.org",
            })
    void shouldShowTheNameThatWasEntered(String from, String name, String address) throws Exception {
        MailAddress mailbox = MailAddress.parse(from).orElseThrow();

        assertThat(mailbox.name()).isEqualTo(name);
        String header = mailbox.header(6);
        assertThat(header).matches("[\\x20-\\x7e\\r\\n]+");
        InternetAddress[] read = InternetAddress.parse(header, true);
        assertThat(read).hasSize(1);
        assertThat(read[0].getAddress()).isEqualTo(address);
        assertThat(read[0].getPersonal()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Us <us@example.org>, Them <them@example.org>",
                "us@example.org, them@example.org",
                "a@b.example Name <us@example.org>",
                "Us <us@example.org> x",
                "Us\u2028Bcc: x <us@example.org>",
                "Us\r\nBcc: b@example.org <us@example.org>",
                "Us <us@@example.org>",
                "Us <>",
                "group: us@example.org;"
            })
    void shouldTakeNothingButOneAddress(String from) {
        assertThat(MailAddress.parse(from)).isEmpty();
    }

    @Test
    void shouldFoldLongNames() {
        String header = MailAddress.parse("W".repeat(40) + " " + "x".repeat(60) + " <us@example.org>")
                .orElseThrow()
                .header(6);

        assertThat(header.split("\r\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    }
}
