/** Tests. */
@NullMarked
package campaignflows.platform.values;

import org.jspecify.annotations.NullMarked;
