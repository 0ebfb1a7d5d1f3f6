/** What several tests need. */
@NullMarked
package campaignflows.communication.support;

import org.jspecify.annotations.NullMarked;
