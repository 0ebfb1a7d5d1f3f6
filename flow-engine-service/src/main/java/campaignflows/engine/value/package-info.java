/** Properties and values that a flow's settings name, resolved once and read at each walk. Plain Java. */
@NullMarked
package campaignflows.engine.value;

import org.jspecify.annotations.NullMarked;
