package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart of the services: what Kubernetes would refuse, and what would run but not work. */
class ChartTest {
    private static final String CHART = "chart";
    private static final List<String> SERVICES =
            List.of("campaign", "participant", "upload", "engine", "communication", "gateway");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "Deployment", Deployment.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "ConfigMap", ConfigMap.class,
            "Job", Job.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

    /** Of operators, whose types are not at hand. */
    private static final Set<String> OF_OPERATORS = Set.of("ScaledObject", "PodMonitor", "HTTPRoute");

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
        for (Map<String, String> values : List.of(Rendered.LEAST, everything())) {
            for (JsonNode resource : Rendered.of(CHART, values).resources()) {
                String kind = resource.path("kind").asText();
                Class<? extends HasMetadata> type = TYPES.get(kind);
                assertThat(type != null || OF_OPERATORS.contains(kind)).as(kind).isTrue();
                if (type != null) {
                    HasMetadata typed = Rendered.as(resource, type);
                    assertThat(typed.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(type));
                }
            }
        }
    }

    @Test
    void shouldRunEachServiceWithTheLeastRights() {
        List<PodSpec> pods = pods(Rendered.of(CHART, everything()));

        assertThat(pods).hasSize(SERVICES.size() + 5);
        for (PodSpec pod : pods) {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            Container container = pod.getContainers().getFirst();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getVolumeMounts())
                    .allSatisfy(mount -> assertThat(pod.getVolumes())
                            .anyMatch(volume -> volume.getName().equals(mount.getName())));
            assertThat(variables(container)).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldKeepSecretsOutOfTheRelease() {
        for (PodSpec pod : pods(Rendered.of(CHART, everything()))) {
            for (EnvVar variable : pod.getContainers().getFirst().getEnv()) {
                if (variable.getName().matches(".*(SECRET|PASSWORD|KEY)$")) {
                    assertThat(variable.getValue()).as(variable.getName()).isNull();
                }
            }
        }
    }

    @Test
    void shouldProbeThePortsThatTheServicesListenOn() {
        Rendered rendered = Rendered.of(CHART, Rendered.LEAST);
        for (String name : SERVICES) {
            Deployment deployment = Rendered.as(rendered.get("Deployment", "cf-" + name), Deployment.class);
            Container container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
            Map<String, Integer> ports = container.getPorts().stream()
                    .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort()));
            Map<String, String> values = values(container);

            assertThat(values.get("QUARKUS_HTTP_PORT")).isEqualTo(String.valueOf(ports.get("http")));
            assertThat(values.get("QUARKUS_MANAGEMENT_PORT")).isEqualTo(String.valueOf(ports.get("management")));
            assertThat(Stream.of(
                                    container.getStartupProbe(),
                                    container.getLivenessProbe(),
                                    container.getReadinessProbe())
                            .map(Probe::getHttpGet))
                    .allSatisfy(get -> {
                        assertThat(get.getPort().getStrVal()).isEqualTo("management");
                        assertThat(get.getPath()).startsWith("/q/health/");
                    });
            Service service = Rendered.as(rendered.get("Service", "cf-" + name), Service.class);
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(service.getSpec().getSelector())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
    }

    @Test
    void shouldFindEveryServiceThatIsCalled() {
        Rendered rendered = Rendered.of(CHART, Rendered.LEAST);
        for (JsonNode deployment : rendered.ofKind("Deployment")) {
            values(Rendered.as(deployment, Deployment.class)
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst())
                    .forEach((name, value) -> {
                        if (name.matches("CAMPAIGNFLOWS_(SERVICES|MANAGEMENT)_.*")) {
                            var address = java.net.URI.create(Objects.requireNonNull(value));
                            Service service = Rendered.as(rendered.get("Service", address.getHost()), Service.class);
                            assertThat(service.getSpec().getPorts())
                                    .as(name)
                                    .anyMatch(port -> port.getPort() == address.getPort());
                        }
                    });
        }
    }

    @Test
    void shouldMigrateBeforeTheServicesStartAndOnlyThere() {
        // Helm leaves hooks out of what it renders here.
        Rendered rendered = Rendered.of(CHART, with("migrations.hook", "false"));

        assertThat(rendered.ofKind("Job")).hasSize(5).allSatisfy(node -> {
            Job job = Rendered.as(node, Job.class);
            assertThat(values(job.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()))
                    .containsEntry("QUARKUS_INIT_AND_EXIT", "true")
                    .doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");
        });
        assertThat(deployed(rendered, "participant")).containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        assertThat(deployed(rendered, "engine")).doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");

        Rendered without = Rendered.of(CHART, with("migrations.job", "false"));
        assertThat(without.ofKind("Job")).isEmpty();
        assertThat(deployed(without, "participant")).doesNotContainKey("QUARKUS_FLYWAY_MIGRATE_AT_START");
    }

    @Test
    void shouldLetOnlyTheGatewayBeCalledFromOutside() {
        Rendered rendered = Rendered.of(CHART, Rendered.LEAST);
        for (String name : SERVICES) {
            NetworkPolicy policy = Rendered.as(rendered.get("NetworkPolicy", "cf-" + name), NetworkPolicy.class);
            boolean open = policy.getSpec().getIngress().stream()
                    .anyMatch(rule -> rule.getFrom() == null || rule.getFrom().isEmpty());
            assertThat(open).as(name).isEqualTo(name.equals("gateway"));
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
                "networkPolicy.egress.enabled", "true",
                "bootstrapTenant", "Shop",
                "secrets.bootstrap", "campaign-flows-bootstrap",
                "trustedProxies[0]", "10.0.0.0/8",
                "image.registry", "registry.example.com"));
        return values;
    }

    private static List<PodSpec> pods(Rendered rendered) {
        return Stream.concat(
                        rendered.ofKind("Deployment").stream()
                                .map(each -> Rendered.as(each, Deployment.class)
                                        .getSpec()
                                        .getTemplate()),
                        rendered.ofKind("Job").stream()
                                .map(each ->
                                        Rendered.as(each, Job.class).getSpec().getTemplate()))
                .map(template -> template.getSpec())
                .toList();
    }

    private static List<String> variables(Container container) {
        return container.getEnv().stream().map(EnvVar::getName).toList();
    }

    private static Map<String, String> values(Container container) {
        Map<String, String> values = new HashMap<>();
        container.getEnv().forEach(variable -> values.put(variable.getName(), variable.getValue()));
        return values;
    }

    private static Map<String, String> deployed(Rendered rendered, String name) {
        return values(Rendered.as(rendered.get("Deployment", "cf-" + name), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst());
    }
}
