/** Flows of a campaign, compiled once per revision into nodes that point at each other. Plain Java. */
@NullMarked
package campaignflows.engine.graph;

import org.jspecify.annotations.NullMarked;
