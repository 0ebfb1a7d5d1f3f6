package campaignflows.campaign.superset;

import campaignflows.campaign.superset.SupersetHttp.NoResponseException;
import campaignflows.campaign.superset.SupersetHttp.Response;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests guest tokens of Superset. One session is kept and begun anew when Superset no longer accepts it; a sign-in that was
 * refused is not tried again for half a minute, since Superset may lock the user. Superset costs its own few slots only: who gets
 * none in time, or no response, gets 503.
 *
 * <p>There is no way to ask for a token without a {@link RowFilter}: Superset would show the rows of all tenants.
 */
@Singleton
@Startup
public final class SupersetClient {
    private static final Logger LOG = Logger.getLogger(SupersetClient.class);
    private static final int AT_ONCE = 8;
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(30);

    private final Optional<SupersetSettings> settings;
    private final Clock clock;
    private final SupersetHttp http = new SupersetHttp();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ReentrantLock signingIn = new ReentrantLock();
    private volatile @Nullable SupersetSession session;
    private volatile Instant refusedUntil = Instant.MIN;

    /** @throws IllegalArgumentException if Superset is configured in part or wrongly, which ends the start of the service */
    public SupersetClient(SupersetConfig config, Clock clock) {
        this.settings = SupersetSettings.of(config);
        this.clock = clock;
    }

    /** Whether there is a Superset to ask. */
    public boolean isConfigured() {
        return settings.isPresent();
    }

    /**
     * A new token for the dashboard, limited to the filter's rows. Blocks up to the configured time.
     *
     * @throws ProblemException 404 if Superset is not configured, 503 if it does not respond, is busy or refuses
     */
    public GuestAccess access(RowFilter filter) {
        SupersetSettings superset = settings.orElseThrow(SupersetClient::notConfigured);
        SupersetCalls calls = new SupersetCalls(superset, http, System.nanoTime());
        try {
            if (!slots.tryAcquire(calls.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoResponseException("all slots are in use", null);
            }
            try {
                return new GuestAccess(token(calls, filter), superset.publicUrl(), superset.dashboardId());
            } finally {
                slots.release();
            }
        } catch (NoResponseException e) {
            LOG.warnf("superset gave no guest token cause=%s", e.getMessage());
            throw ProblemException.unavailable(
                    "Superset does not respond, so its dashboard cannot be shown: try again in a minute; if that does not help, ask"
                            + " the operator whether Superset runs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        }
    }

    private String token(SupersetCalls calls, RowFilter filter) throws NoResponseException, InterruptedException {
        SupersetSession known = session;
        if (known != null) {
            Response response = calls.guestToken(known, filter);
            if (!response.isRefusal()) {
                return tokenOf(response);
            }
        }
        // A session that has expired is refused in several ways (400, 401, 422): with a new one a refusal is meant.
        SupersetSession fresh = newSession(calls, known);
        Response response = calls.guestToken(fresh, filter);
        if (response.isRefusal()) {
            LOG.errorf("superset refused a guest token status=%d", response.status());
            throw refused(
                    ("Superset refuses a guest token (status %d): ask the operator whether its user may grant guest tokens,"
                                    + " and whether campaignflows.campaign.superset.dashboard-id is that of an embedded dashboard")
                            .formatted(response.status()));
        }
        return tokenOf(response);
    }

    private static String tokenOf(Response response) throws NoResponseException {
        String token = response.text("token");
        if (token.isEmpty()) {
            throw new NoResponseException("a response without a token", null);
        }
        return token;
    }

    /** A session that is not the stale one; whoever comes while another signs in gets that one's. */
    private SupersetSession newSession(SupersetCalls calls, @Nullable SupersetSession stale)
            throws NoResponseException, InterruptedException {
        if (!signingIn.tryLock(calls.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new NoResponseException("another sign-in takes too long", null);
        }
        try {
            SupersetSession current = session;
            if (current != null && !current.equals(stale)) {
                return current;
            }
            session = null;
            if (clock.instant().isBefore(refusedUntil)) {
                throw signInRefused();
            }
            SupersetSession made = calls.signIn().orElseThrow(this::rememberRefusal);
            session = made;
            return made;
        } finally {
            signingIn.unlock();
        }
    }

    private ProblemException rememberRefusal() {
        refusedUntil = clock.instant().plus(PAUSE_AFTER_REFUSAL);
        LOG.errorf("superset refused the sign-in pause=%s", PAUSE_AFTER_REFUSAL);
        return signInRefused();
    }

    private static ProblemException signInRefused() {
        return refused(
                "Superset refuses the sign-in of this service: ask the operator to check campaignflows.campaign.superset.username and"
                        + " password");
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ErrorCode.UNAVAILABLE, detail);
    }

    private static ProblemException notConfigured() {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "No Superset is set up here, so there is no dashboard to embed: an operator sets campaignflows.campaign.superset.url;"
                        + " GET …/analytics has the figures");
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
