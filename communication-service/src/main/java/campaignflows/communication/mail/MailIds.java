package campaignflows.communication.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds our communications in the Message-IDs, envelope ids and headers that mails name them by. */
final class MailIds {
    private static final String UUID_FORM = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern MESSAGE_ID = Pattern.compile("<(" + UUID_FORM + ")@[^<>@\\s]+>");
    private static final Pattern BARE = Pattern.compile(UUID_FORM);
    private static final int MOST = 20;
    private static final int MAX_HEADER = 20_000;

    private MailIds() {}

    /** All that a header of Message-IDs names, in its order, each once. */
    static List<UUID> ofMessageIds(@Nullable String header) {
        List<UUID> found = new ArrayList<>();
        if (header == null) {
            return found;
        }
        // The end counts where it is too long: what was answered last stands there.
        String bounded = header.length() <= MAX_HEADER ? header : header.substring(header.length() - MAX_HEADER);
        Matcher matcher = MESSAGE_ID.matcher(bounded);
        while (matcher.find()) {
            UUID id = UUID.fromString(matcher.group(1));
            found.remove(id);
            found.add(id);
        }
        return found.size() <= MOST ? found : new ArrayList<>(found.subList(found.size() - MOST, found.size()));
    }

    /** The id itself, as our envelope id and our own header have it. */
    static Optional<UUID> ofText(@Nullable String text) {
        String bare = text == null ? "" : text.strip();
        return BARE.matcher(bare).matches() ? Optional.of(UUID.fromString(bare)) : Optional.empty();
    }
}
