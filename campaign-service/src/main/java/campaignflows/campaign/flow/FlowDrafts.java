package campaignflows.campaign.flow;

import campaignflows.campaign.text.OneLine;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.web.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates flows from requests, or says why a request is none. */
public final class FlowDrafts {
    static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_NAME = 200;

    private FlowDrafts() {}

    /** A new, inactive flow; nodes and edges may be left out. */
    public static Flow create(UUID id, FlowDraft draft) {
        return flow(
                id,
                name(draft.name()),
                false,
                1,
                draft.nodes() == null ? List.of() : draft.nodes(),
                draft.edges() == null ? List.of() : draft.edges());
    }

    /** The next revision of the flow. */
    static Flow change(Flow present, FlowDraft draft) {
        return flow(
                present.id(),
                draft.name() == null ? present.name() : name(draft.name()),
                present.active(),
                present.revision() + 1,
                given("nodes", draft.nodes()),
                given("edges", draft.edges()));
    }

    static String name(@Nullable String text) {
        return OneLine.of(text, MAX_NAME)
                .orElseThrow(() -> ProblemException.invalidField(
                        "name",
                        "Give the flow a name of 1 to %d characters in one line, without control characters"
                                .formatted(MAX_NAME)));
    }

    private static <T> List<T> given(String property, @Nullable List<T> list) {
        if (list == null) {
            throw ProblemException.invalidField(
                    property, "Send all %s of the flow; an empty list if there are none".formatted(property));
        }
        return list;
    }

    private static Flow flow(
            UUID id,
            String name,
            boolean active,
            int revision,
            List<? extends @Nullable Node> nodes,
            List<? extends @Nullable Edge> edges) {
        List<Finding> findings = FlowStructure.check(id, nodes, edges);
        if (!findings.isEmpty()) {
            throw ProblemException.invalid("The flow cannot be saved: its structure is broken")
                    .withFindings(findings);
        }
        Flow flow = new Flow(
                id,
                name,
                active,
                revision,
                nodes.stream().<Node>map(Objects::requireNonNull).toList(),
                edges.stream().<Edge>map(Objects::requireNonNull).toList());
        refuseTooLarge(flow);
        return flow;
    }

    private static void refuseTooLarge(Flow flow) {
        int bytes = FlowJson.of(flow, List.of()).graphBytes();
        if (bytes > MAX_BYTES) {
            String message = "The flow has %,d bytes, but at most %,d are possible: shorten its templates"
                    .formatted(bytes, MAX_BYTES);
            throw ProblemException.invalid(message)
                    .withFindings(List.of(
                            new Finding(Severity.ERROR, FindingCode.STRUCTURE_INVALID, flow.id(), null, message)));
        }
    }
}
