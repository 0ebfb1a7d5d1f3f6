package campaignflows.communication.optout;

import campaignflows.communication.channel.ChannelTypes;
import campaignflows.platform.contracts.communication.ChannelType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/**
 * The page behind a link, whole in one answer: no script, nothing from elsewhere, one style that the policy names by its
 * digest. It is read by people who have no account, on whatever they read their mail with.
 */
final class PreferencePage {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText}
            main{max-width:34rem;margin:0 auto;padding:2rem 1rem}
            h1{font-size:1.5rem;line-height:1.25}
            fieldset{border:1px solid GrayText;border-radius:.5rem;padding:1rem;margin:0 0 1rem}
            label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}
            input{width:1.25rem;height:1.25rem;flex:none}
            button{font:inherit;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid CanvasText;border-radius:.5rem;background:CanvasText;color:Canvas}
            [role=status]{border-left:.25rem solid CanvasText;padding-left:.75rem}
            """;

    /** Nothing is loaded, nothing is run, nobody frames it, and its form leads back here only. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest()
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PreferencePage() {}

    static String of(PreferenceService.Preferences preferences, boolean saved) {
        StringBuilder choices = new StringBuilder();
        for (ChannelType channel : preferences.channels()) {
            String name = channel.name().toLowerCase(Locale.ROOT);
            choices.append("<input type=\"hidden\" name=\"shown\" value=\"%s\">".formatted(name))
                    .append("<label><input type=\"checkbox\" name=\"allow\" value=\"%s\"%s> %s</label>\n"
                            .formatted(
                                    name,
                                    preferences.optOuts().contains(channel) ? "" : " checked",
                                    capital(ChannelTypes.word(channel))));
        }
        return page("Your contact preferences", """
                <h1>Your contact preferences</h1>
                %s<p>%s may contact you on the channels that you choose here.</p>
                <form method="post">
                <fieldset><legend>You may be contacted by</legend>
                %s</fieldset>
                <input type="hidden" name="save" value="1">
                <button type="submit">Save</button>
                </form>
                """.formatted(
                saved ? "<p role=\"status\">Your choice is saved.</p>\n" : "", escaped(preferences.tenant()), choices));
    }

    static String leadsNowhere() {
        return page("This link is not valid", """
                <h1>This link is not valid</h1>
                <p>It may have been cut off on its way. Open it again from the message that you got, or answer that message.</p>
                """);
    }

    static String notNow() {
        return page("Please try again", """
                <h1>Please try again</h1>
                <p>Your choice cannot be shown or saved at this moment. Open the link again in a few minutes.</p>
                """);
    }

    private static String page(String title, String content) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body><main>
                %s</main></body>
                </html>
                """.formatted(title, STYLE, content);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String digest() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
