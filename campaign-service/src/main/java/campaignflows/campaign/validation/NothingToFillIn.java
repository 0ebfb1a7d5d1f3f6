package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** Of triggers and of Cancel Communications, which have no settings. */
final class NothingToFillIn extends NodeValidator<NodeSettings.None> {
    NothingToFillIn() {
        super(NodeSettings.None.class);
    }

    @Override
    Missing missing(NodeSettings.None filled) {
        return new Missing();
    }

    @Override
    void check(Node node, NodeSettings.None filled, ValidationContext context, Findings findings) {
        // There is nothing that could be wrong.
    }
}
