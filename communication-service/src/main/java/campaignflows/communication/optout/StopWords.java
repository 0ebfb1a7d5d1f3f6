package campaignflows.communication.optout;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words with which a contact opts out of the channel that it writes on: the message is the word and nothing else. Case, white
 * space around it, a full stop or exclamation mark after it and the slash of a bot's command before it do not count.
 */
final class StopWords {
    static final int MOST = 100;
    static final int MOST_LETTERS = 40;

    /**
     * Where a tenant has none of its own. Only words that are no answer to a question of ours in any language: not "cancel",
     * not "end", not "no".
     */
    static final List<String> USUAL = List.of(
            "STOP",
            "STOPP",
            "STOP ALL",
            "STOPALL",
            "UNSUBSCRIBE",
            "OPT OUT",
            "OPT-OUT",
            "OPTOUT",
            "ABMELDEN",
            "ABBESTELLEN",
            "ARRET",
            "ARRÊT",
            "DÉSABONNER",
            "DESABONNER",
            "BAJA",
            "CANCELAR SUSCRIPCIÓN",
            "SAIR",
            "DESCADASTRAR",
            "DISISCRIVIMI",
            "ANNULLA ISCRIZIONE",
            "AFMELDEN",
            "UITSCHRIJVEN",
            "WYPISZ",
            "REZYGNUJĘ",
            "ODHLÁSIT",
            "AVREGISTRERA",
            "AFMELD",
            "СТОП",
            "ОТПИСАТЬСЯ",
            "ВІДПИСАТИСЯ",
            "IPTAL",
            "İPTAL",
            "ABONELİKTEN ÇIK",
            "إيقاف",
            "توقف",
            "退订",
            "停止",
            "配信停止",
            "수신거부");

    private final Set<String> words;

    StopWords(Collection<String> words) {
        this.words = words.stream().map(StopWords::plain).collect(Collectors.toUnmodifiableSet());
    }

    boolean isStop(String text) {
        return text.length() <= 4 * MOST_LETTERS && words.contains(plain(text));
    }

    /** The form in which words are compared. */
    static String plain(String text) {
        String one = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ")
                .strip();
        String bare = one.replaceAll("^/", "").replaceAll("[.!\\u3002]+$", "").strip();
        return bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
