/** The pages that say click by click how channels are set up, followed as they stand. */
@NullMarked
package campaignflows.e2e.channel;

import org.jspecify.annotations.NullMarked;
