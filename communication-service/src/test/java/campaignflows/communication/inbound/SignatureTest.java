package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as signed, for each provider. */
@NullMarked
class SignatureTest {
    private static final String SECRET = "correct-horse";
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000L);
    private static final byte[] BODY = "{\"a\": \"ä\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldAgreeWithThePublishedCodes() {
        // RFC 4231, test case 2
        assertThat(HexFormat.of()
                        .formatHex(Signatures.hmac(
                                "Jefe", Signatures.utf8("what do ya want "), Signatures.utf8("for nothing?"))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @ParameterizedTest
    @CsvSource({"correct-horse,true", "correct-hors,false", "correct-horsf,false", "'',false", ",false"})
    void shouldKnowTelegramByItsToken(@Nullable String token, boolean right) {
        assertThat(isRight(ChannelType.TELEGRAM, new SignedHead(token, null, null), BODY))
                .isEqualTo(right);
    }

    @Test
    void shouldKnowMetaByTheBodyAsItIs() {
        String code = code(SECRET, BODY);
        assertThat(whatsApp("sha256=" + code, BODY)).isTrue();
        assertThat(whatsApp("sha256=" + code.toUpperCase(java.util.Locale.ROOT), BODY))
                .isTrue();
        assertThat(whatsApp("sha256=" + code, "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(whatsApp("sha256=" + code("another", BODY), BODY)).isFalse();
        assertThat(whatsApp("sha1=" + code, BODY)).isFalse();
        assertThat(whatsApp(code, BODY)).isFalse();
        assertThat(whatsApp("sha256=" + code + "0", BODY)).isFalse();
        assertThat(whatsApp(null, BODY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "300,true", "-300,true", "301,false", "-301,false", "86400,false"})
    void shouldKnowOurOwnFormForFiveMinutes(long age, boolean right) {
        long time = NOW.getEpochSecond() - age;
        assertThat(own(ChannelType.VOICE, "t=%d,v1=%s".formatted(time, signed(time, SECRET)), BODY))
                .isEqualTo(right);
    }

    @Test
    void shouldSignTheTimeWithTheBody() {
        long time = NOW.getEpochSecond();
        String right = signed(time, SECRET);
        String other = signed(time, "the secret before");
        assertThat(own(ChannelType.WEB, "t=%d,v1=%s".formatted(time + 1, right), BODY))
                .isFalse();
        assertThat(own(ChannelType.WEB, "t=%d,v1=%s".formatted(time, right), new byte[0]))
                .isFalse();
        assertThat(own(ChannelType.WEB, "t=%d,v1=%s".formatted(time, other), BODY))
                .isFalse();
        assertThat(own(ChannelType.EMAIL, "t=%d, v1=%s, v1=%s".formatted(time, other, right), BODY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1780000000",
                "v1=00",
                "t=1780000000,v1=zz",
                "t=-1,v1=00",
                "t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void shouldRefuseOtherHeaders(String header) {
        assertThat(own(ChannelType.WEB, header, BODY)).isFalse();
        assertThat(isRight(ChannelType.WEB, new SignedHead(SECRET, null, null), BODY))
                .isFalse();
    }

    private static boolean whatsApp(@Nullable String header, byte[] body) {
        return isRight(ChannelType.WHATSAPP, new SignedHead(null, header, null), body);
    }

    private static boolean own(ChannelType type, String header, byte[] body) {
        return isRight(type, new SignedHead(null, null, header), body);
    }

    private static boolean isRight(ChannelType type, SignedHead head, byte[] body) {
        Optional<Predicate<byte[]>> check = WebhookFormat.of(type).signature(head, SECRET, NOW);
        return check.isPresent() && check.get().test(body);
    }

    private static String signed(long time, String secret) {
        return HexFormat.of().formatHex(Signatures.hmac(secret, Signatures.utf8(time + "."), BODY));
    }

    private static String code(String secret, byte[] body) {
        return HexFormat.of().formatHex(Signatures.hmac(secret, body));
    }
}
