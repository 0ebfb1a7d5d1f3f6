@NullMarked
package campaignflows.platform.web.edge;

import org.jspecify.annotations.NullMarked;
