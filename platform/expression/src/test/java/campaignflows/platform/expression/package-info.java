@NullMarked
package campaignflows.platform.expression;

import org.jspecify.annotations.NullMarked;
