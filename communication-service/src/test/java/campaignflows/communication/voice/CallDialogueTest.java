package campaignflows.communication.voice;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldType;
import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Reject;
import com.twilio.twiml.voice.Say;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What we say to Twilio is what Twilio's own library would write. */
@NullMarked
class CallDialogueTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID CHANNEL = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final String CALLS =
            "https://flows.example.org/api/v1/webhooks/channels/" + CHANNEL + "/calls?communication=" + ID;
    private static final List<ResultField> RESULTS = List.of(
            new ResultField("paid", "Paid", FieldType.BOOLEAN, List.of()),
            new ResultField("note", "Note", FieldType.STRING, List.of()));
    private static final Question KEYS =
            new Question("paid", "Press 1 & wait", Question.Input.KEYPAD, 1, Map.of("1", "true", "2", "false"));
    private static final Question WORDS = new Question("note", "Say it", Question.Input.SPEECH, null, Map.of());

    @Test
    void shouldSpeakAndHangUp() {
        String text = "Dear \"Ann\" <Müller> & Co., it's 5 > 3 — 😀\nsee you";

        same(
                dialogue(CallScript.NONE).opening(text),
                new VoiceResponse.Builder()
                        .say(say(text, null))
                        .hangup(new Hangup.Builder().build())
                        .build());
    }

    @Test
    void shouldAskOneQuestionAfterTheOther() {
        CallDialogue dialogue = dialogue(new CallScript(null, "Polly.Joanna", "Bye", List.of(KEYS, WORDS)));
        Gather keys = new Gather.Builder()
                .inputs(Gather.Input.DTMF)
                .action(CALLS + "&about=input&question=0&turn=0")
                .method(HttpMethod.POST)
                .timeout(6)
                .actionOnEmptyResult(true)
                .numDigits(1)
                .say(say("Press 1 & wait", Say.Voice.POLLY_JOANNA))
                .build();
        Gather words = new Gather.Builder()
                .inputs(Gather.Input.SPEECH)
                .action(CALLS + "&about=input&question=1&turn=0")
                .method(HttpMethod.POST)
                .timeout(6)
                .actionOnEmptyResult(true)
                .speechTimeout("auto")
                .language(Gather.Language.EN_US)
                .say(say("Say it", Say.Voice.POLLY_JOANNA))
                .build();

        same(
                dialogue.opening("Hello"),
                new VoiceResponse.Builder()
                        .say(say("Hello", Say.Voice.POLLY_JOANNA))
                        .gather(keys)
                        .build());
        same(
                dialogue.after(0, 0, true),
                new VoiceResponse.Builder().gather(words).build());
        same(
                dialogue.after(1, 0, true),
                new VoiceResponse.Builder()
                        .say(say("Bye", Say.Voice.POLLY_JOANNA))
                        .hangup(new Hangup.Builder().build())
                        .build());
    }

    @Test
    void shouldAskAgainTwice() {
        CallDialogue dialogue = dialogue(new CallScript(null, null, null, List.of(KEYS, WORDS)));

        assertThat(dialogue.after(0, 0, false)).contains("question=0&amp;turn=1");
        assertThat(dialogue.after(0, 1, false)).contains("question=0&amp;turn=2");
        assertThat(dialogue.after(0, 2, false)).contains("question=1&amp;turn=0");
        assertThat(dialogue.after(1, 2, false)).endsWith("<Response><Hangup/></Response>");
    }

    @Test
    void shouldLeaveOutWhatNoXmlCanHold() {
        String text = "a\u0000b\u0008c\uD800d\uFFFEe\tf";

        same(
                new Twiml().say(text, new Twiml.Voice(null, null)).reject().end(),
                new VoiceResponse.Builder()
                        .say(new Say.Builder("abcde\tf").build())
                        .reject(new Reject.Builder().build())
                        .build());
    }

    private static CallDialogue dialogue(CallScript script) {
        VoiceSettings settings = new VoiceSettings(null, null, null, "en-US", MachineDetection.OFF, 30, null);
        return new CallDialogue(ID, settings, script, RESULTS, new Callbacks("https://flows.example.org", CHANNEL));
    }

    private static Say say(String text, Say.@Nullable Voice voice) {
        Say.Builder say = new Say.Builder(text).language(Say.Language.EN_US);
        return (voice == null ? say : say.voice(voice)).build();
    }

    private static void same(String ours, VoiceResponse twilios) {
        assertThat(document(ours).isEqualNode(document(twilios.toXml())))
                .as(ours + " is " + twilios.toXml())
                .isTrue();
    }

    private static Document document(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }
}
