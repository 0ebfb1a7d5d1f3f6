package campaignflows.communication.credential;

import campaignflows.platform.web.problem.ProblemException;

/** What a mail server asks for. It never leaves this service and never enters a log. */
public record Credentials(String username, String password) {
    private static final int MAX_LENGTH = 1_000;

    public Credentials {
        requireText("credentials.username", username);
        requireText("credentials.password", password);
    }

    private static void requireText(String field, @org.jspecify.annotations.Nullable String text) {
        if (text == null
                || text.isEmpty()
                || text.length() > MAX_LENGTH
                || text.chars().anyMatch(c -> c < ' ')) {
            throw ProblemException.invalidField(field, "Give 1 to 1000 characters without control characters");
        }
    }

    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
