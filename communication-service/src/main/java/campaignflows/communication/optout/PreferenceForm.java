package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.WireName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What was posted to a link: the one click of a mail program, or the page's form. */
sealed interface PreferenceForm {
    int MAX_BYTES = 4_096;

    /** RFC 8058, as a form in either of the two encodings that it names. */
    record OneClick() implements PreferenceForm {}

    /** The page's own form. */
    record Choice(Set<ChannelType> shown, Set<ChannelType> allowed) implements PreferenceForm {
        public Choice {
            shown = Set.copyOf(shown);
            allowed = Set.copyOf(allowed);
        }
    }

    /** Empty if it is neither: then nothing is changed. */
    static Optional<PreferenceForm> read(String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return isOneClickPart(text) ? Optional.of(new OneClick()) : Optional.empty();
        }
        Set<ChannelType> shown = EnumSet.noneOf(ChannelType.class);
        Set<ChannelType> allowed = EnumSet.noneOf(ChannelType.class);
        boolean save = false;
        for (String pair : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = decoded(pair.substring(0, equals));
            String value = decoded(pair.substring(equals + 1));
            switch (name) {
                case "List-Unsubscribe" -> {
                    if (value.equals("One-Click")) {
                        return Optional.of(new OneClick());
                    }
                }
                case "shown" -> WireName.find(ChannelType.class, value).ifPresent(shown::add);
                case "allow" -> WireName.find(ChannelType.class, value).ifPresent(allowed::add);
                case "save" -> save = true;
                default -> {
                    // Forms of others bring what they like.
                }
            }
        }
        return save ? Optional.of(new Choice(shown, allowed)) : Optional.empty();
    }

    private static boolean isOneClickPart(String text) {
        int name = text.indexOf("name=\"List-Unsubscribe\"");
        int value = name < 0 ? -1 : text.indexOf("\r\n\r\n", name);
        return value >= 0 && text.startsWith("One-Click", value + 4);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
