package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/**
 * What the page says in one language. Whoever opens a link has told nobody a language but the browser, so that one counts.
 *
 * @param intro with the tenant's name
 */
record PreferenceTexts(
        String language,
        String title,
        String intro,
        String legend,
        String save,
        String saved,
        String noneAtAll,
        String invalidTitle,
        String invalidText,
        String laterTitle,
        String laterText,
        String email,
        String phone,
        String webChat) {
    static final PreferenceTexts ENGLISH = new PreferenceTexts(
            "en",
            "Your contact preferences",
            "%s may contact you on the channels that you choose here.",
            "You may be contacted by",
            "Save",
            "Your choice is saved.",
            "Opt out of all of them",
            "This link is not valid",
            "It may have been cut off on its way. Open it again from the message that you got, or answer that message.",
            "Please try again",
            "Your choice cannot be shown or saved at this moment. Open the link again in a few minutes.",
            "Email",
            "Phone",
            "Chat on the website");

    private static final PreferenceTexts GERMAN = new PreferenceTexts(
            "de",
            "Ihre Kontakteinstellungen",
            "%s darf Sie auf den Kanälen kontaktieren, die Sie hier auswählen.",
            "Kontakt erlaubt per",
            "Speichern",
            "Ihre Auswahl ist gespeichert.",
            "Von allen abmelden",
            "Dieser Link ist ungültig",
            "Vielleicht wurde er unterwegs abgeschnitten. Öffnen Sie ihn noch einmal aus der Nachricht, die Sie erhalten haben, oder antworten Sie auf diese Nachricht.",
            "Bitte versuchen Sie es noch einmal",
            "Ihre Auswahl kann im Moment nicht angezeigt oder gespeichert werden. Öffnen Sie den Link in einigen Minuten noch einmal.",
            "E-Mail",
            "Telefon",
            "Chat auf der Website");

    private static final PreferenceTexts SPANISH = new PreferenceTexts(
            "es",
            "Sus preferencias de contacto",
            "%s puede ponerse en contacto con usted por los canales que elija aquí.",
            "Contacto permitido por",
            "Guardar",
            "Su elección se ha guardado.",
            "Darse de baja de todos",
            "Este enlace no es válido",
            "Puede que se haya cortado por el camino. Ábralo de nuevo desde el mensaje que recibió o responda a ese mensaje.",
            "Inténtelo de nuevo",
            "Su elección no se puede mostrar ni guardar en este momento. Abra el enlace de nuevo dentro de unos minutos.",
            "Correo electrónico",
            "Teléfono",
            "Chat del sitio web");

    private static final PreferenceTexts PORTUGUESE = new PreferenceTexts(
            "pt",
            "Suas preferências de contato",
            "%s pode entrar em contato com você pelos canais que você escolher aqui.",
            "Contato permitido por",
            "Salvar",
            "Sua escolha foi salva.",
            "Sair de todos",
            "Este link não é válido",
            "Ele pode ter sido cortado no caminho. Abra-o novamente a partir da mensagem que você recebeu ou responda a essa mensagem.",
            "Tente novamente",
            "Sua escolha não pode ser exibida nem salva neste momento. Abra o link novamente em alguns minutos.",
            "E-mail",
            "Telefone",
            "Chat do site");

    static final List<PreferenceTexts> ALL = List.of(ENGLISH, GERMAN, SPANISH, PORTUGUESE);

    /**
     * In the language that is liked best of those that there are; English otherwise.
     *
     * @param acceptLanguage the header of that name, which may be anything
     */
    static PreferenceTexts of(@Nullable String acceptLanguage) {
        return ranges(acceptLanguage).stream()
                .filter(range -> range.getWeight() > 0)
                .sorted(Comparator.comparingDouble(LanguageRange::getWeight).reversed())
                .flatMap(range -> ALL.stream().filter(texts -> texts.isOf(range)))
                .findFirst()
                .orElse(ENGLISH);
    }

    private static List<LanguageRange> ranges(@Nullable String acceptLanguage) {
        try {
            return acceptLanguage == null ? List.of() : LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private boolean isOf(LanguageRange range) {
        String wanted = range.getRange().toLowerCase(Locale.ROOT);
        return wanted.equals(language) || wanted.startsWith(language + "-");
    }

    /** What people call a type of channel. */
    String name(ChannelType type) {
        return switch (type) {
            case EMAIL -> email;
            case TELEGRAM -> "Telegram";
            case WHATSAPP -> "WhatsApp";
            case VOICE -> phone;
            case WEB -> webChat;
        };
    }
}
