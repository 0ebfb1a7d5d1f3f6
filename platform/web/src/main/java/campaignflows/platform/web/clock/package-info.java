/** The one clock of a service. */
@NullMarked
package campaignflows.platform.web.clock;

import org.jspecify.annotations.NullMarked;
