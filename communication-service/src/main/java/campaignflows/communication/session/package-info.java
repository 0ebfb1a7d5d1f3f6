/** Sessions: what was said, and when one closes by itself. */
@NullMarked
package campaignflows.communication.session;

import org.jspecify.annotations.NullMarked;
