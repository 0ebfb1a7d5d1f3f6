/** One class per kind of node: what it needs, and what it does in a walk. Plain Java. */
@NullMarked
package campaignflows.engine.node;

import org.jspecify.annotations.NullMarked;
