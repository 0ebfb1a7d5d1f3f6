/** The flow model: nodes, their settings, edges. */
@NullMarked
package campaignflows.platform.contracts.flow;

import org.jspecify.annotations.NullMarked;
