@NullMarked
package campaignflows.kubernetes;

import org.jspecify.annotations.NullMarked;
