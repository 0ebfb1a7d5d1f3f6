package campaignflows.gateway.user;

import campaignflows.platform.web.auth.Role;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as the API shows it. */
@Schema(name = "User")
public record UserView(
        UUID id,
        String email,
        String name,
        Role role,
        UserStatus status,

        @Schema(description = "Whether a code of an authenticator app is asked for at the sign-in")
        boolean secondFactor,

        Instant createdAt,
        @Nullable Instant lastSignInAt,

        @Schema(description = "Until when the link can be used by which a password is chosen; null if there is none")
        @Nullable
        Instant invitationExpiresAt) {}
