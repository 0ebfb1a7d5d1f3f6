package campaignflows.communication.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameTest {

    @Test
    void shouldReadWhatBrowsersSend() {
        assertThat(ClientFrame.read("{\"type\":\"hello\"}")).isEqualTo(new ClientFrame.Hello(null, null, 0));
        assertThat(
                        ClientFrame.read(
                                "{\"type\":\"hello\",\"visitor\":{\"id\":\"visitor:a\",\"secret\":\"s\"},\"identity\":null,\"last_seq\":1764370000000000,\"later\":1}"))
                .isEqualTo(
                        new ClientFrame.Hello(new ClientFrame.Secret("visitor:a", "s"), null, 1_764_370_000_000_000L));
        assertThat(ClientFrame.read(
                        "{\"type\":\"hello\",\"identity\":{\"web_id\":\"7\",\"expires\":9,\"signature\":\"ab\"}}"))
                .isEqualTo(new ClientFrame.Hello(null, new SignedIdentity("7", 9, "ab"), 0));
        assertThat(ClientFrame.read("{\"type\":\"say\",\"id\":\"m-1\",\"text\":\" <b>hi</b>\\n\"}"))
                .isEqualTo(new ClientFrame.Say("m-1", " <b>hi</b>\n"));
        assertThat(ClientFrame.read("{\"type\":\"delivered\",\"seq\":3}"))
                .isEqualTo(new ClientFrame.Acknowledge(3, false));
        assertThat(ClientFrame.read("{\"type\":\"read\",\"seq\":3}")).isEqualTo(new ClientFrame.Acknowledge(3, true));
        assertThat(ClientFrame.read("{\"type\":\"ping\"}")).isEqualTo(new ClientFrame.Ping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "{",
                "{\"type\":7}",
                "{\"type\":\"say\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"id\":\"\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"id\":\"../x\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"id\":\"a\"}",
                "{\"type\":\"read\"}",
                "{\"type\":\"read\",\"seq\":1.5}",
                "{\"type\":\"read\",\"seq\":99999999999999999999}",
                "{\"type\":\"hello\",\"visitor\":{\"id\":\"a\"}}",
                "{\"type\":\"hello\",\"visitor\":\"a\"}",
                "{\"type\":\"hello\",\"identity\":{\"web_id\":\"7\"}}",
                "{\"type\":\"hello\",\"last_seq\":-1}"
            })
    void shouldRefuseEverythingElse(String frame) {
        assertThatThrownBy(() -> ClientFrame.read(frame))
                .isInstanceOfSatisfying(
                        FrameException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FrameCode.BAD_FRAME));
    }
}
