package campaignflows.communication.channel;

import campaignflows.communication.email.MailServerRules;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemError;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where access tokens for a mail server are asked for. The client secret stands in the credentials; with a refresh token there
 * it is the grant of that name, without one the application's own (client credentials).
 *
 * @param scope null: what the provider takes for the usual one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OAuthSettings(
        String tokenUrl, String clientId, @Nullable String scope) {
    private static final int MAX_LENGTH = 500;

    boolean whole() {
        return Stream.of(tokenUrl, clientId).allMatch(Objects::nonNull);
    }

    /** The settings as somebody sent them; what is wrong is added to the errors. */
    static OAuthSettings checked(Draft draft, MailServerRules mailServers, List<ProblemError> errors) {
        String tokenUrl = draft.tokenUrl() == null ? "" : Texts.normalized(draft.tokenUrl());
        mailServers
                .problemOfTokenUrl(tokenUrl)
                .ifPresent(problem -> errors.add(ProblemError.ofField("settings.oauth.token_url", problem)));
        String clientId = draft.clientId() == null ? "" : Texts.normalized(draft.clientId());
        if (clientId.isEmpty() || !isPlain(clientId)) {
            errors.add(ProblemError.ofField(
                    "settings.oauth.client_id", "Give the client ID of the application, at most 500 characters"));
        }
        String scope = draft.scope() == null ? "" : Texts.normalized(draft.scope());
        if (!isPlain(scope)) {
            errors.add(ProblemError.ofField(
                    "settings.oauth.scope", "Give scopes with spaces between them, at most 500 characters, or none"));
        }
        return new OAuthSettings(tokenUrl, clientId, scope.isEmpty() ? null : scope);
    }

    private static boolean isPlain(String text) {
        return text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** The settings before they are checked. */
    @Schema(name = "OAuthSettingsDraft")
    record Draft(
            @Schema(required = true, examples = "https://oauth2.googleapis.com/token") @Nullable
            String tokenUrl,

            @Schema(required = true) @Nullable String clientId,

            @Schema(
                    description = "Left out for a refresh token that has one",
                    examples = "https://outlook.office365.com/.default")
            @Nullable
            String scope) {}
}
