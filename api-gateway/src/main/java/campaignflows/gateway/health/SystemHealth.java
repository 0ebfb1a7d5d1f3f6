package campaignflows.gateway.health;

import campaignflows.gateway.ServiceAddresses;
import campaignflows.gateway.management.ManagementClient;
import campaignflows.platform.web.client.ServiceName;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gateway and its services are ready. Names and states only, since it needs no credential. A result is kept for a
 * second, so that requests for it cannot keep the services busy.
 */
@Singleton
public class SystemHealth {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String READY = "/q/health/ready";

    private final SmallRyeHealthReporter own;
    private final ManagementClient management;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Answered system;
    private volatile @Nullable Answered gateway;

    public SystemHealth(SmallRyeHealthReporter own, ManagementClient management) {
        this.own = own;
        this.management = management;
    }

    private record Answered(HealthReport report, long atNanos) {
        boolean isFresh() {
            return System.nanoTime() - atNanos < FRESH.toNanos();
        }
    }

    /** The process responds; what it depends on does not matter. */
    public HealthReport live() {
        return HealthReport.of(List.of(new HealthReport.Check(
                ServiceName.GATEWAY.audience(),
                HealthReport.State.of(!own.getLiveness().isDown()))));
    }

    /** The gateway alone. */
    public HealthReport gateway() {
        asking.lock();
        try {
            Answered last = gateway;
            if (last == null || !last.isFresh()) {
                last = new Answered(HealthReport.of(List.of(ownCheck())), System.nanoTime());
                gateway = last;
            }
            return last.report();
        } finally {
            asking.unlock();
        }
    }

    /** The gateway and all services. */
    public HealthReport system() {
        asking.lock();
        try {
            Answered last = system;
            if (last == null || !last.isFresh()) {
                last = new Answered(askEveryone(), System.nanoTime());
                system = last;
            }
            return last.report();
        } finally {
            asking.unlock();
        }
    }

    private HealthReport askEveryone() {
        List<CompletableFuture<Optional<Integer>>> answers = ServiceAddresses.OTHERS.stream()
                .map(service -> management.status(service, READY, TIMEOUT))
                .toList();
        List<HealthReport.Check> checks = new ArrayList<>();
        checks.add(ownCheck());
        for (int i = 0; i < answers.size(); i++) {
            boolean ready = answers.get(i).join().equals(Optional.of(200));
            checks.add(new HealthReport.Check(ServiceAddresses.OTHERS.get(i).audience(), HealthReport.State.of(ready)));
        }
        return HealthReport.of(checks);
    }

    private HealthReport.Check ownCheck() {
        return new HealthReport.Check(
                ServiceName.GATEWAY.audience(),
                HealthReport.State.of(!own.getReadiness().isDown()));
    }
}
