package campaignflows.gateway.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user, and the secret of the link by which they choose a password. */
@Schema(name = "InvitedUser")
public record InvitedUser(
        UserView user,

        @Schema(
                description =
                        "Of the link /join#TOKEN of the console, which can be used once; it is told this once, and a former one ends")
        String invitationToken) {
    @Override
    public String toString() {
        return "InvitedUser[id=" + user.id() + "]";
    }
}
