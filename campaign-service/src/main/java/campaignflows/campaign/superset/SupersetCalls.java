package campaignflows.campaign.superset;

import campaignflows.campaign.superset.SupersetHttp.NoResponseException;
import campaignflows.campaign.superset.SupersetHttp.Response;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calls that one guest token takes, which share one deadline. */
final class SupersetCalls {
    private static final String BEARER = "Bearer ";

    private final SupersetSettings superset;
    private final SupersetHttp http;
    private final long deadline;

    /** @param nanoTime the present moment of {@link System#nanoTime()} */
    SupersetCalls(SupersetSettings superset, SupersetHttp http, long nanoTime) {
        this.superset = superset;
        this.http = http;
        this.deadline = nanoTime + superset.timeout().toNanos();
    }

    /** What is left of the time, zero at least. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** A new session; empty if Superset refuses the user. */
    Optional<SupersetSession> signIn() throws NoResponseException {
        Response login = send(http.request(superset.at("/api/v1/security/login"))
                .header("Content-Type", "application/json")
                .POST(SupersetHttp.json(Map.of(
                        "username",
                        superset.username(),
                        "password",
                        superset.password(),
                        "provider",
                        "db",
                        "refresh",
                        true))));
        String accessToken = login.text("access_token");
        if (login.isRefusal()) {
            return Optional.empty();
        }
        if (accessToken.isEmpty()) {
            throw new NoResponseException("a sign-in without a token", null);
        }
        Response csrf = send(http.request(superset.at("/api/v1/security/csrf_token/"))
                .header("Authorization", BEARER + accessToken)
                .GET());
        return csrf.isRefusal()
                ? Optional.empty()
                : Optional.of(new SupersetSession(accessToken, csrf.text("result"), cookie(csrf.cookies())));
    }

    /** Requests a token for the dashboard and the rows of the filter. */
    Response guestToken(SupersetSession session, RowFilter filter) throws NoResponseException {
        HttpRequest.Builder request = http.request(superset.at("/api/v1/security/guest_token/"))
                .header("Authorization", BEARER + session.accessToken())
                .header("Content-Type", "application/json")
                .header("X-CSRFToken", session.csrfToken())
                .header("Referer", superset.url().toString())
                .POST(SupersetHttp.json(new GuestTokenRequest(superset.dashboardId(), filter)));
        if (!session.cookie().isEmpty()) {
            request.header("Cookie", session.cookie());
        }
        return send(request);
    }

    private Response send(HttpRequest.Builder request) throws NoResponseException {
        return http.send(request.build(), remaining());
    }

    private static String cookie(List<String> set) {
        return set.stream().map(one -> one.split(";", 2)[0].strip()).collect(Collectors.joining("; "));
    }
}
