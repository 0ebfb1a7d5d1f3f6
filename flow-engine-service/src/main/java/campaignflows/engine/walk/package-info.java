/** The walk: an event, a participant and a compiled campaign become the event's effects. Plain Java, no input or output. */
@NullMarked
package campaignflows.engine.walk;

import org.jspecify.annotations.NullMarked;
