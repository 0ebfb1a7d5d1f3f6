@NullMarked
package campaignflows.platform.web.openapi;

import org.jspecify.annotations.NullMarked;
