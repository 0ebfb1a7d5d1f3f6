/** Reading requests: paging, query parameters, If-Match. */
@NullMarked
package campaignflows.platform.web.request;

import org.jspecify.annotations.NullMarked;
