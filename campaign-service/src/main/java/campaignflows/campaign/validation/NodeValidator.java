package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;

/** The rules of one kind of node's settings. */
abstract class NodeValidator<S extends NodeSettings> {
    private final Class<S> settings;

    NodeValidator(Class<S> settings) {
        this.settings = settings;
    }

    /** What is still to be filled in, as the console names it; whether the rest is right is another question. */
    final MissingSettings missing(Node node) {
        return missing(settings.cast(node.settings()));
    }

    final void check(Node node, ValidationContext context, Findings findings) {
        check(node, settings.cast(node.settings()), context, findings);
    }

    abstract MissingSettings missing(S filled);

    /** Checks what is there; what is missing was reported before. */
    abstract void check(Node node, S filled, ValidationContext context, Findings findings);
}
