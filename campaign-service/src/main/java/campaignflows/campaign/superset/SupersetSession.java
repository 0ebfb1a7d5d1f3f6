package campaignflows.campaign.superset;

/**
 * What one sign-in at Superset gave.
 *
 * @param accessToken of its API, valid for some minutes
 * @param csrfToken   belongs to the cookie
 * @param cookie      {@code name=value} pairs as a request sends them; empty if Superset set none
 */
record SupersetSession(String accessToken, String csrfToken, String cookie) {
    /** Without any secret. */
    @Override
    public String toString() {
        return "Session at Superset";
    }
}
