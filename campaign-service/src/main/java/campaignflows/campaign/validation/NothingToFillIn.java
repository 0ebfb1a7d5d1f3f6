package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.List;

/** Of triggers and of Cancel Communications, which have no settings. */
final class NothingToFillIn extends NodeValidator<NodeSettings.None> {
    NothingToFillIn() {
        super(NodeSettings.None.class);
    }

    @Override
    List<String> missing(NodeSettings.None filled) {
        return List.of();
    }

    @Override
    void check(Node node, NodeSettings.None filled, ValidationContext context, Findings findings) {
        // There is nothing that could be wrong.
    }
}
