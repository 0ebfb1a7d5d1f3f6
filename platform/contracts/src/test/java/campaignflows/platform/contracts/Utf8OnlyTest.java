package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8OnlyTest {
    @Test
    void shouldTakeExactlyWhatTheStandardTakes() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(0x80) : 0x80 + random.nextInt(0x80));
            }
            boolean valid = isValid(bytes);
            refused += valid ? 0 : 1;
            assertThat(isTaken(bytes)).as("seed=%d round=%d", seed, round).isEqualTo(valid);
        }
        assertThat(refused).isBetween(1_000, 19_900);
    }

    @Test
    void shouldGuardTheStrictMapper() {
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertThatThrownBy(() -> Json.strictMapper().readTree(overlong)).isInstanceOf(IOException.class);
    }

    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isTaken(byte[] bytes) throws IOException {
        try {
            new Utf8Only().decorate(null, new ByteArrayInputStream(bytes)).readAllBytes();
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
