/** One readable log of many processes, and a bounded file for each. */
@NullMarked
package campaignflows.local.log;

import org.jspecify.annotations.NullMarked;
