package campaignflows.communication.channel;

import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may embed the chat of a web channel, and what it shows. All of it is public: every visitor's browser gets it.
 *
 * @param allowedOrigins in the form of {@link WebOrigin}; of none: nobody is connected
 * @param title          over the conversation; null: a usual one
 * @param greeting       shown before anybody has said something; null: a usual one
 * @param color          of the button and the head, as #rrggbb; null: a usual one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WebSettings(
        List<String> allowedOrigins,
        @Nullable String title,
        @Nullable String greeting,
        @Nullable String color) implements ChannelSettings {
    static final int MAX_ORIGINS = 50;
    static final int MAX_TITLE = 60;
    static final int MAX_GREETING = 500;

    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    @SuppressWarnings("NullAway")
    public WebSettings {
        // Stored before there was anything to be set.
        allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
    }

    static WebSettings checked(Draft draft) {
        List<ProblemError> errors = new ArrayList<>();
        List<String> origins = origins(draft.allowedOrigins(), errors);
        String title = text("title", draft.title(), MAX_TITLE, errors);
        if (title != null && !ChannelRules.isOneLine(title)) {
            errors.add(ProblemError.ofField("settings.title", "Give it on one line"));
        }
        String greeting = text("greeting", draft.greeting(), MAX_GREETING, errors);
        String color = draft.color() == null ? null : draft.color().strip().toLowerCase(Locale.ROOT);
        if (color != null && !COLOR.matcher(color).matches()) {
            errors.add(ProblemError.ofField("settings.color", "Give a color such as #1d4ed8"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The settings of a web channel are not valid")
                    .withErrors(errors);
        }
        return new WebSettings(origins, title, greeting, color);
    }

    private static List<String> origins(@Nullable List<@Nullable String> given, List<ProblemError> errors) {
        Set<String> origins = new LinkedHashSet<>();
        List<@Nullable String> all = given == null ? List.of() : given;
        if (all.size() > MAX_ORIGINS) {
            errors.add(
                    ProblemError.ofField("settings.allowed_origins", "Give at most %d origins".formatted(MAX_ORIGINS)));
            return List.of();
        }
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i);
            Optional<String> origin = text == null ? Optional.empty() : WebOrigin.of(text);
            if (origin.isEmpty()) {
                errors.add(
                        ProblemError.ofField(
                                "settings.allowed_origins[" + i + "]",
                                "Give scheme and host of the pages, such as https://www.example.com: https, or http for localhost, and no path"));
            } else {
                origins.add(origin.get());
            }
        }
        return List.copyOf(origins);
    }

    private static @Nullable String text(
            String name, @Nullable String given, int maxLength, List<ProblemError> errors) {
        String text = given == null ? "" : Texts.normalized(given);
        if (text.isEmpty()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > maxLength || !ValueLimits.isStorable(text)) {
            errors.add(ProblemError.ofField(
                    "settings." + name, "Give at most %d characters that can be stored".formatted(maxLength)));
        }
        return text;
    }

    /** Whether pages of this origin may embed the chat, as the browser names it. */
    public boolean allows(@Nullable String origin) {
        return origin != null && allowedOrigins.contains(origin);
    }

    @Override
    public boolean whole() {
        return true;
    }

    /** The settings before they are checked. */
    @Schema(name = "WebSettingsDraft")
    record Draft(
            @Schema(
                    description =
                            "Origins of the pages that may embed the chat, at most 50: scheme, host and port, exactly, such as https://www.example.com. https, or http for localhost. Without any nobody can write",
                    examples = "[\"https://www.example.com\"]")
            @Nullable
            List<@Nullable String> allowedOrigins,

            @Schema(description = "Over the conversation, at most 60 characters", examples = "Ask us") @Nullable
            String title,

            @Schema(description = "Shown before anybody has said something, at most 500 characters") @Nullable
            String greeting,

            @Schema(description = "Of the button and the head", examples = "#1d4ed8") @Nullable
            String color)
            implements ChannelSettings.Draft {}
}
