package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart of the services: what Kubernetes would refuse, and what would run but not work. */
class ChartTest {
    private static final String CHART = "chart";

    @Test
    void shouldBeFoundGoodByHelm() {
        var result = new Helm(Rendered.folder(CHART)).lint().strict().quiet().call();

        assertThat(result.isFailed()).as(String.valueOf(result.getMessages())).isFalse();
    }

    @Test
    void shouldSayWhatMustBeGiven() {
        assertThatThrownBy(() -> Rendered.of(CHART, Map.of()))
                .hasMessageContaining("kafka.bootstrapServers must be given");
        assertThatThrownBy(() -> Rendered.of(CHART, Map.of("kafka.bootstrapServers", "k:9092")))
                .hasMessageContaining("postgres.host must be given");
        assertThatThrownBy(() -> Rendered.of(CHART, with("services.upload.replicas", "2")))
                .hasMessageContaining("ReadWriteMany");
        assertThatThrownBy(() -> Rendered.of(CHART, with("kafka.bootstrapServer", "misspelled")))
                .hasMessageContaining("bootstrapServer");
    }

    @Test
    void shouldHoldNothingThatKubernetesDoesNotKnow() {
        KubernetesRules.holdsNothingUnknown(Rendered.of(CHART, Rendered.LEAST));
        KubernetesRules.holdsNothingUnknown(Rendered.of(CHART, everything()));
    }

    @Test
    void shouldRunEachServiceWithTheLeastRights() {
        Rendered rendered = Rendered.of(CHART, everything());

        assertThat(KubernetesRules.pods(rendered)).hasSize(KubernetesRules.SERVICES.size() + 5);
        KubernetesRules.runsWithTheLeastRights(rendered);
    }

    @Test
    void shouldKeepSecretsOutOfTheRelease() {
        KubernetesRules.holdsNoSecrets(Rendered.of(CHART, everything()));
    }

    @Test
    void shouldProbeThePortsThatTheServicesListenOn() {
        KubernetesRules.probesItsPorts(Rendered.of(CHART, Rendered.LEAST));
    }

    @Test
    void shouldFindEveryServiceThatIsCalled() {
        KubernetesRules.findsEveryServiceThatIsCalled(Rendered.of(CHART, Rendered.LEAST));
    }

    @Test
    void shouldMigrateBeforeTheServicesStartAndOnlyThere() {
        // Helm leaves hooks out of what it renders here.
        Rendered rendered = Rendered.of(CHART, with("migrations.hook", "false"));

        assertThat(rendered.ofKind("Job")).hasSize(5).allSatisfy(node -> {
            Job job = Rendered.as(node, Job.class);
            assertThat(KubernetesRules.values(job.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()))
                    .containsEntry("QUARKUS_INIT_AND_EXIT", "true")
                    .doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");
        });
        assertThat(KubernetesRules.deployed(rendered, "participant"))
                .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        assertThat(KubernetesRules.deployed(rendered, "engine")).doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");

        Rendered without = Rendered.of(CHART, with("migrations.job", "false"));
        assertThat(without.ofKind("Job")).isEmpty();
        assertThat(KubernetesRules.deployed(without, "participant"))
                .doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");
    }

    @Test
    void shouldLetOnlyTheGatewayBeCalledFromOutside() {
        Rendered rendered = Rendered.of(CHART, Rendered.LEAST);
        for (String name : KubernetesRules.SERVICES) {
            NetworkPolicy policy = Rendered.as(rendered.get("NetworkPolicy", "cf-" + name), NetworkPolicy.class);
            boolean open = policy.getSpec().getIngress().stream()
                    .anyMatch(rule -> rule.getFrom() == null || rule.getFrom().isEmpty());
            assertThat(open).as(name).isEqualTo(name.equals("gateway"));
        }
    }

    @Test
    void shouldConnectSupersetOnlyWhereThereIsOne() {
        Rendered without = Rendered.of(CHART, Rendered.LEAST);
        for (String name : KubernetesRules.SERVICES) {
            assertThat(KubernetesRules.deployed(without, name).keySet())
                    .as(name)
                    .noneMatch(variable -> variable.contains("SUPERSET"));
        }
        assertThatThrownBy(() -> Rendered.of(CHART, with("superset.url", "http://superset:8088")))
                .hasMessageContaining("superset.dashboardId must be given");
        assertThatThrownBy(() -> Rendered.of(CHART, with("superset.url", "superset:8088")))
                .hasMessageContaining("superset");

        Rendered rendered = Rendered.of(CHART, everything());
        assertThat(KubernetesRules.deployed(rendered, "campaign"))
                .containsEntry("CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_URL", "http://superset.reporting:8088")
                .containsEntry("CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_PUBLIC_URL", "https://superset.example.com")
                .containsKeys("CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_USERNAME", "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_PASSWORD");
        assertThat(KubernetesRules.deployed(rendered, "gateway"))
                .containsEntry("CAMPAIGNFLOWS_GATEWAY_SUPERSET_URL", "https://superset.example.com");
        for (String name : List.of("campaign", "gateway", "participant")) {
            assertThat(rendered.get("NetworkPolicy", "cf-" + name)
                            .at("/spec/egress")
                            .toString()
                            .contains("8088"))
                    .as(name)
                    .isEqualTo(name.equals("campaign"));
        }
    }

    @Test
    void shouldLeaveTheNumberOfReplicasToWhatScales() {
        Rendered rendered = Rendered.of(CHART, everything());

        assertThat(rendered.get("Deployment", "cf-gateway").at("/spec/replicas").isMissingNode())
                .isTrue();
        assertThat(rendered.get("Deployment", "cf-engine").at("/spec/replicas").isMissingNode())
                .isTrue();
        assertThat(rendered.get("Deployment", "cf-campaign")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(2);
        assertThat(rendered.get("HorizontalPodAutoscaler", "cf-gateway")
                        .at("/spec/maxReplicas")
                        .asInt())
                .isEqualTo(6);
        assertThat(rendered.get("ScaledObject", "cf-engine")
                        .at("/spec/triggers/0/metadata/query")
                        .asText())
                .isEqualTo("sum(campaignflows_engine_lag{namespace=\"marketing\"})");
    }

    @Test
    void shouldNeverRunTwoServicesOnAVolumeForOne() {
        assertThat(Rendered.of(CHART, Rendered.LEAST)
                        .get("Deployment", "cf-upload")
                        .at("/spec/strategy/type")
                        .asText())
                .isEqualTo("Recreate");
        Map<String, String> shared = with("uploads.disk.accessMode", "ReadWriteMany");
        assertThat(Rendered.of(CHART, shared)
                        .get("Deployment", "cf-upload")
                        .at("/spec/strategy/type")
                        .asText())
                .isEqualTo("RollingUpdate");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> values = new HashMap<>(Rendered.LEAST);
        values.put(name, value);
        return values;
    }

    private static Map<String, String> everything() {
        Map<String, String> values = new HashMap<>(Rendered.LEAST);
        values.putAll(Map.of(
                "kafka.clientSettings.security\\.protocol", "SASL_SSL",
                "kafka.secretClientSettings.sasl\\.jaas\\.config.secret", "kafka-login",
                "kafka.secretClientSettings.sasl\\.jaas\\.config.key", "jaas",
                "kafka.tlsSecret", "kafka-ca",
                "postgres.tlsSecret", "postgres-ca",
                "publicAddress", "https://contact.example.com",
                "uploads.storage", "s3",
                "uploads.s3.bucket", "uploads",
                "uploads.s3.secret", "s3-login",
                "services.upload.replicas", "2"));
        values.putAll(Map.of(
                "autoscaling.gateway.min", "2",
                "autoscaling.gateway.max", "6",
                "autoscaling.gateway.cpu", "70",
                "keda.enabled", "true",
                "ingress.enabled", "true",
                "ingress.host", "contact.example.com",
                "ingress.tlsSecret", "contact-tls",
                "gatewayApi.enabled", "true",
                "gatewayApi.parentRefs[0].name", "public",
                "monitoring.podMonitor", "true"));
        values.putAll(Map.of("monitoring.dashboards", "true", "migrations.hook", "false"));
        values.putAll(Map.of(
                "superset.url", "http://superset.reporting:8088",
                "superset.publicUrl", "https://superset.example.com",
                "superset.dashboardId", "0193aaaa-0000-4000-8000-000000000001"));
        values.putAll(Map.of(
                "networkPolicy.egress.enabled", "true",
                "bootstrapTenant", "Shop",
                "secrets.bootstrap", "campaign-flows-bootstrap",
                "trustedProxies[0]", "10.0.0.0/8",
                "image.registry", "registry.example.com"));
        return values;
    }
}
