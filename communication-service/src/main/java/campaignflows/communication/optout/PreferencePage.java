package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.Sha256;
import campaignflows.platform.values.WireName;
import java.util.Base64;

/**
 * The page behind a link, whole in one answer: no script, nothing from elsewhere, one style that the policy names by its
 * digest. It is read by people who have no account, on whatever they read their mail with.
 */
final class PreferencePage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--line:#e3e6eb;--edge:#868e9b;--text:#171b24;--soft:#4a5261;--accent:#4a46d6;--ok:#0b7a5c;--ok-soft:#e2f4ed}
            @media(prefers-color-scheme:dark){:root{--bg:#0e1116;--card:#161a21;--line:#2a303b;--edge:#6f7888;--text:#e9ecf1;--soft:#b1b9c6;--accent:#6763e8;--ok:#45c79d;--ok-soft:#12332a}}
            *{box-sizing:border-box}
            body{font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;margin:0;background:var(--bg);color:var(--text);overflow-wrap:anywhere}
            main{max-width:32rem;margin:0 auto;padding:clamp(1rem,8vh,5rem) 1rem 2rem}
            section{background:var(--card);border:1px solid var(--line);border-radius:.875rem;padding:clamp(1.25rem,5vw,2rem)}
            h1{font-size:1.375rem;line-height:1.25;letter-spacing:-.012em;margin:0 0 .5rem;text-wrap:balance}
            p{margin:0;color:var(--soft)}
            [role=status]{margin:0 0 1.25rem;padding:.625rem .875rem;border-radius:.5rem;background:var(--ok-soft);color:var(--ok);font-weight:600}
            form{margin:1.25rem 0 0}
            form+form{margin-top:.75rem}
            fieldset{border:0;padding:0;margin:0 0 1.25rem;min-width:0}
            legend{padding:0 0 .5rem;font-weight:600}
            label{display:flex;gap:.75rem;align-items:center;min-height:3rem;border-top:1px solid var(--line);cursor:pointer}
            label:last-of-type{border-bottom:1px solid var(--line)}
            input{width:1.25rem;height:1.25rem;margin:0;flex:none;accent-color:var(--accent)}
            button{font:inherit;font-weight:600;width:100%;min-height:2.875rem;padding:.5rem 1.25rem;border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:#fff;cursor:pointer}
            form+form button{border-color:var(--edge);background:none;color:var(--text)}
            :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
            """;

    /** Nothing is loaded, nothing is run, nobody frames it, and its form leads back here only. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest()
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final PreferenceTexts texts;

    PreferencePage(PreferenceTexts texts) {
        this.texts = texts;
    }

    /** The second form allows none of what it shows. */
    String of(PreferenceService.Preferences preferences, boolean saved) {
        StringBuilder shown = new StringBuilder();
        StringBuilder choices = new StringBuilder();
        for (ChannelType channel : preferences.channels()) {
            String name = WireName.of(channel);
            shown.append("<input type=\"hidden\" name=\"shown\" value=\"%s\">\n".formatted(name));
            choices.append("<label><input type=\"checkbox\" name=\"allow\" value=\"%s\"%s> %s</label>\n"
                    .formatted(name, preferences.optOuts().contains(channel) ? "" : " checked", texts.name(channel)));
        }
        boolean allOut = preferences.optOuts().containsAll(preferences.channels());
        return page(texts.title(), """
                %s<h1>%s</h1>
                <p>%s</p>
                <form method="post">
                %s<fieldset><legend>%s</legend>
                %s</fieldset>
                <input type="hidden" name="save" value="1">
                <button type="submit">%s</button>
                </form>
                %s""".formatted(
                        saved ? "<p role=\"status\">%s</p>\n".formatted(texts.saved()) : "",
                        texts.title(),
                        texts.intro().formatted(escaped(preferences.tenant())),
                        shown,
                        texts.legend(),
                        choices,
                        texts.save(),
                        allOut ? "" : optOutOfAll(shown)));
    }

    private String optOutOfAll(CharSequence shown) {
        return """
                <form method="post">
                %s<input type="hidden" name="save" value="1">
                <button type="submit">%s</button>
                </form>
                """.formatted(shown, texts.noneAtAll());
    }

    String leadsNowhere() {
        return notice(texts.invalidTitle(), texts.invalidText());
    }

    String notNow() {
        return notice(texts.laterTitle(), texts.laterText());
    }

    private String notice(String title, String text) {
        return page(title, """
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(title, text));
    }

    private String page(String title, String content) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body><main><section>
                %s</section></main></body>
                </html>
                """.formatted(texts.language(), title, STYLE, content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String digest() {
        return Base64.getEncoder().encodeToString(Sha256.of(STYLE));
    }
}
