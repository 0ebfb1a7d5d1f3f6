package campaignflows.communication.optout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class StopWordsTest {
    private static final StopWords USUAL = new StopWords(StopWords.USUAL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP", "stop", "Stop", " stop\n", "\u00a0stop\u200b", "Stop.", "STOP!!", "/stop", "ｓｔｏｐ", "Stopp",
                "unsubscribe", "opt  out", "Opt-out", "Abmelden", "abbestellen", "arrêt", "ARRE\u0302T", "baja", "sair",
                        "стоп",
                "Отписаться", "iptal", "İPTAL", "退订", "停止。", "수신거부", "إيقاف"
            })
    void shouldKnowAMessageThatIsAStopWord(String text) {
        assertThat(USUAL.isStop(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "stop it",
                "please stop",
                "stopping",
                "nonstop",
                "non-stop",
                "STOP?",
                "cancel",
                "end",
                "no",
                "quit",
                "bus stop",
                "[photo]"
            })
    void shouldLeaveAloneWhatSaysMore(String text) {
        assertThat(USUAL.isStop(text)).isFalse();
    }

    @Test
    void shouldTakeTheTenantsOwnInPlaceOfTheUsualOnes() {
        StopWords own = new StopWords(List.of("Genug", "kein Interesse"));

        assertThat(own.isStop("GENUG")).isTrue();
        assertThat(own.isStop("Kein interesse!")).isTrue();
        assertThat(own.isStop("STOP")).isFalse();
        assertThat(new StopWords(List.of()).isStop("STOP")).isFalse();
    }

    @Test
    void shouldNotWorkOnLongTexts() {
        assertThat(USUAL.isStop(" ".repeat(10_000) + "stop")).isFalse();
    }
}
