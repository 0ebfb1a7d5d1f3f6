/** The walk protocol between the engine and its commit point, and the record of a walk. */
@NullMarked
package campaignflows.platform.contracts.walk;

import org.jspecify.annotations.NullMarked;
