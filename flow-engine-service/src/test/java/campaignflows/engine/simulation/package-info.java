/** The deterministic simulation of the walk protocol; begin with {@link campaignflows.engine.simulation.SimulationTest}. */
@NullMarked
package campaignflows.engine.simulation;

import org.jspecify.annotations.NullMarked;
