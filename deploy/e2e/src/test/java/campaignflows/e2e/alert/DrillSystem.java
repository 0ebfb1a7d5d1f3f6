package campaignflows.e2e.alert;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A system of its own with a real Prometheus that evaluates the rules of the chart, whose times are shortened. */
public final class DrillSystem implements AutoCloseable {
    /** A window of ten minutes is one of half a minute here. */
    static final int FACTOR = 20;

    static final String NAMESPACE = "marketing";
    static final String PARTICIPANTS = "participant-service";
    static final String ENGINE = "flow-engine-service";
    static final String COMMUNICATIONS = "communication-service";
    static final String UPLOADS = "upload-service";
    static final String CAMPAIGNS = "campaign-service";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            // Somebody has set a bound that is too small: what a walk does is not accepted, but is not lost either.
            "QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", "512K",
            "CAMPAIGNFLOWS_ENGINE_COMMIT_BYTES", "200000");

    private final LocalSystem system;
    private final KubeState kubeState;
    private final Prometheus prometheus;
    private final Alerts alerts;

    private DrillSystem(LocalSystem system) {
        this.system = system;
        this.kubeState = new KubeState(system, NAMESPACE);
        this.prometheus =
                Prometheus.withRules(system, NAMESPACE, ShortenedRules.of(rules(), FACTOR), kubeState.address());
        this.alerts = new Alerts(prometheus);
    }

    public static DrillSystem start() {
        return new DrillSystem(LocalSystem.startFresh(ENVIRONMENT));
    }

    /** The rules of the chart, as YAML. */
    static String rules() {
        try {
            return Files.readString(LocalSystem.repository().resolve("deploy/kubernetes/chart/files/alerts.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalSystem local() {
        return system;
    }

    Api admin() {
        return system.admin();
    }

    Prometheus prometheus() {
        return prometheus;
    }

    Alerts alerts() {
        return alerts;
    }

    Readiness readiness(String service) {
        return Readiness.of(system.endpoint(service + "-management"));
    }

    /** What a service logs from now on. */
    ServiceLog log(String service) {
        return ServiceLog.from(system.data().resolve("logs").resolve(service + ".log"));
    }

    /** As Prometheus names the service's only pod. */
    static String pod(String service) {
        return "cf-" + service;
    }

    /** Returns when nothing fires any more, what looks back for an hour included. */
    public void awaitSilence() {
        alerts.awaitOver("CampaignFlowsEventQuarantined", "CampaignFlowsDeadLetters");
        alerts.assertOnly(alerts.firing());
    }

    /** For whoever must find out why a drill failed: what fires, and where the logs stay. */
    public void keepLogs() {
        alerts.firing().forEach(alert -> System.out.println("e2e: fires: " + alert));
        System.out.println("e2e: the logs stay in " + system.data().resolve("logs"));
        system.keepData();
    }

    @Override
    public void close() {
        prometheus.close();
        kubeState.close();
        system.close();
    }
}
