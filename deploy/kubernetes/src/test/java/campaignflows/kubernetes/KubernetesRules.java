package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** What must hold of the resources of the services, whoever made them. */
final class KubernetesRules {
    static final List<String> SERVICES =
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
    private static final Set<String> OF_OPERATORS = Set.of("ScaledObject", "PodMonitor", "PrometheusRule", "HTTPRoute");

    private KubernetesRules() {}

    static void holdsNothingUnknown(Rendered rendered) {
        for (JsonNode resource : rendered.resources()) {
            String kind = resource.path("kind").asText();
            Class<? extends HasMetadata> type = TYPES.get(kind);
            assertThat(type != null || OF_OPERATORS.contains(kind)).as(kind).isTrue();
            if (type != null) {
                HasMetadata typed = Rendered.as(resource, type);
                assertThat(typed.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(type));
            }
        }
    }

    static void runsWithTheLeastRights(Rendered rendered) {
        for (PodSpec pod : pods(rendered)) {
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

    static void holdsNoSecrets(Rendered rendered) {
        for (PodSpec pod : pods(rendered)) {
            for (EnvVar variable : pod.getContainers().getFirst().getEnv()) {
                if (variable.getName().matches(".*(SECRET|PASSWORD|KEY)$")) {
                    assertThat(variable.getValue()).as(variable.getName()).isNull();
                }
            }
        }
    }

    static void probesItsPorts(Rendered rendered) {
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

    static void findsEveryServiceThatIsCalled(Rendered rendered) {
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

    static List<PodSpec> pods(Rendered rendered) {
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

    static Map<String, String> values(Container container) {
        Map<String, String> values = new HashMap<>();
        container.getEnv().forEach(variable -> values.put(variable.getName(), variable.getValue()));
        return values;
    }

    static Map<String, String> deployed(Rendered rendered, String name) {
        return values(Rendered.as(rendered.get("Deployment", "cf-" + name), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst());
    }
}
