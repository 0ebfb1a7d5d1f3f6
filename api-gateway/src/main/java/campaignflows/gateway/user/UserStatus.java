package campaignflows.gateway.user;

/** What a user can do at the moment. */
public enum UserStatus {
    /** Choose a password by their link. */
    INVITED,
    /** Sign in. */
    ACTIVE,
    /** Nothing, until an administrator activates them again. */
    DISABLED
}
