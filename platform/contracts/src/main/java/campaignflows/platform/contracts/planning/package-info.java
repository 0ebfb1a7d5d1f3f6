/** When a communication is due (rule M2): computed by communication-service when it plans, by the engine when it simulates. */
@NullMarked
package campaignflows.platform.contracts.planning;

import org.jspecify.annotations.NullMarked;
