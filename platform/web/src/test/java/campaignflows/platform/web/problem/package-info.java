/** Tests. */
@NullMarked
package campaignflows.platform.web.problem;

import org.jspecify.annotations.NullMarked;
