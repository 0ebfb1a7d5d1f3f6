/** Rules for the whole service. */
@NullMarked
package campaignflows.engine;

import org.jspecify.annotations.NullMarked;
