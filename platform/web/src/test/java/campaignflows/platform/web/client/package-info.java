/** Tests. */
@NullMarked
package campaignflows.platform.web.client;

import org.jspecify.annotations.NullMarked;
