/** The thinking half of the conditional consumer: reads events, has them walked, and commits at participant-service. */
@NullMarked
package campaignflows.engine.processing;

import org.jspecify.annotations.NullMarked;
