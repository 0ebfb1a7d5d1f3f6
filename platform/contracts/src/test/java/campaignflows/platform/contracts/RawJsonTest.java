package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalksErased;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A message of data that was written before is the message that would have been written. */
class RawJsonTest {
    private static final UUID ID = Ids.v7();

    private static <T> Envelope<T> envelope(T data) {
        return new Envelope<>(
                ID, "participant-service", ID, "a \"subject\"", Instant.parse("2026-06-30T10:00:00Z"), ID, 3, data);
    }

    @Test
    void shouldEncodeTheSameBytesAsTheDataItself() {
        // given
        byte[] text = ("zoë {\"customer_id\":\"" + ID + "\"} more").getBytes(StandardCharsets.UTF_8);
        RawJson data =
                new RawJson(text, "zoë ".getBytes(StandardCharsets.UTF_8).length, text.length - " more".length());

        // when
        byte[] written = WalkMessage.FAMILY.encodeRaw(envelope(data), "WalksErased");

        // then
        byte[] encoded = WalkMessage.FAMILY.encode(envelope(new WalksErased(ID)));
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(new String(encoded, StandardCharsets.UTF_8));
        assertThat(WalkMessage.FAMILY.decode(written)).contains(envelope(new WalksErased(ID)));
    }

    @Test
    void shouldRefuseATypeOfAnotherFamilyAndWhatIsNoPart() {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WalkMessage.FAMILY.encodeRaw(envelope(new RawJson(text, 0, 2)), "Else"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RawJson(text, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RawJson(text, 0, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
