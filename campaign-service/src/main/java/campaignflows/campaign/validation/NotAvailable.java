package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** Of the kinds of node that the engine cannot walk yet: refused, whatever their settings. */
final class NotAvailable<S extends NodeSettings> extends NodeValidator<S> {
    NotAvailable(Class<S> settings) {
        super(settings);
    }

    @Override
    boolean isFilledIn(S filled) {
        return true;
    }

    @Override
    void check(Node node, S filled, ValidationContext context, Findings findings) {
        findings.error(
                node,
                FindingCode.NOT_AVAILABLE,
                "Nodes of the kind %s are not available yet".formatted(DisplayName.of(node.type())));
    }
}
