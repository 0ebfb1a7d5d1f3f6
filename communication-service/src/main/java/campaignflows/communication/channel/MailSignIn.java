package campaignflows.communication.channel;

/** How an email channel signs in at its servers. */
public enum MailSignIn {
    /** By user name and password (SASL PLAIN or LOGIN). */
    PASSWORD,
    /** By user name and an access token (SASL XOAUTH2), which is asked for with the settings in {@code oauth}. */
    XOAUTH2
}
