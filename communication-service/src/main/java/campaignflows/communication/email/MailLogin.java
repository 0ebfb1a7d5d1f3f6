package campaignflows.communication.email;

/** How a channel signs in at its mail servers: with a secret that stays, or one that is asked for and runs out. */
public interface MailLogin {

    /** What is said at a sign-in. */
    record Secret(String username, String secret) {
        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    /** Whose account it is. */
    String username();

    /** As the properties of the mail library name them, the preferred one first. */
    String mechanisms();

    /**
     * What to sign in with now. May call somebody and take its time.
     *
     * @throws LoginUnavailableException if there is none to be had
     */
    Secret secret() throws LoginUnavailableException;

    /** A server has refused it; whether another one may be had, with which trying again makes sense. */
    boolean isRenewedAfterRefusal();
}
