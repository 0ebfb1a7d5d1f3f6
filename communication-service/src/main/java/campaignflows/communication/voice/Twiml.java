package campaignflows.communication.voice;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes TwiML, Twilio's XML of what happens in a call. What no XML can hold is left out. */
final class Twiml {
    private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;
    private static final int NO_CHARACTERS = 0xFFFE;

    private final StringBuilder xml = new StringBuilder(BEGIN);

    /** Nothing more happens. */
    static String nothing() {
        return new Twiml().end();
    }

    /** In this language and voice, or those that Twilio takes by itself. */
    Twiml say(String text, Voice voice) {
        return element("Say", voice.attributes(), text);
    }

    /** Asks, listens, and brings what came to the address, also if nothing came. */
    Twiml gather(Question question, Voice voice, String address) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(
                "input",
                switch (question.input()) {
                    case KEYPAD -> "dtmf";
                    case SPEECH -> "speech";
                    case BOTH -> "dtmf speech";
                });
        attributes.put("action", address);
        attributes.put("method", "POST");
        attributes.put("timeout", "6");
        attributes.put("actionOnEmptyResult", "true");
        Integer digits = question.digits();
        if (question.input() != Question.Input.SPEECH && digits != null) {
            attributes.put("numDigits", digits.toString());
        }
        if (question.input() != Question.Input.KEYPAD) {
            attributes.put("speechTimeout", "auto");
            String language = voice.language();
            if (language != null) {
                attributes.put("language", language);
            }
        }
        open("Gather", attributes).append('>');
        say(question.ask(), voice);
        xml.append("</Gather>");
        return this;
    }

    Twiml hangUp() {
        return element("Hangup", Map.of(), null);
    }

    /** Does not take a call. */
    Twiml reject() {
        return element("Reject", Map.of(), null);
    }

    String end() {
        return xml.append("</Response>").toString();
    }

    private Twiml element(String name, Map<String, String> attributes, @Nullable String text) {
        open(name, attributes);
        if (text == null) {
            xml.append("/>");
        } else {
            xml.append('>');
            escape(text);
            xml.append("</").append(name).append('>');
        }
        return this;
    }

    private StringBuilder open(String name, Map<String, String> attributes) {
        xml.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            xml.append(' ').append(attribute).append("=\"");
            escape(value);
            xml.append('"');
        });
        return xml;
    }

    private void escape(String text) {
        text.codePoints().filter(Twiml::isOfXml).forEach(c -> {
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.appendCodePoint(c);
            }
        });
    }

    private static boolean isOfXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= FIRST_PRINTABLE && (c < FIRST_SURROGATE || c > LAST_SURROGATE) && c < NO_CHARACTERS)
                || c > 0xFFFF;
    }

    /** How is spoken; null of either: as Twilio does by itself. */
    record Voice(@Nullable String language, @Nullable String name) {
        private Map<String, String> attributes() {
            Map<String, String> attributes = new LinkedHashMap<>();
            if (language != null) {
                attributes.put("language", language);
            }
            if (name != null) {
                attributes.put("voice", name);
            }
            return attributes;
        }
    }
}
