/** Tests. */
@NullMarked
package campaignflows.platform.web.request;

import org.jspecify.annotations.NullMarked;
