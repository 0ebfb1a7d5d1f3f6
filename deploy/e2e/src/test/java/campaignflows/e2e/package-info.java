/** The guide's reader at work: what is promised, tried on the packaged system. */
@NullMarked
package campaignflows.e2e;

import org.jspecify.annotations.NullMarked;
