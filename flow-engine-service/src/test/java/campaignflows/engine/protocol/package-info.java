/** The deterministic simulation of the walk protocol; begin with {@link ProtocolSimulationTest}. */
@NullMarked
package campaignflows.engine.protocol;

import org.jspecify.annotations.NullMarked;
