/** What the programs for operators beside {@code deploy/up} have in common. */
@NullMarked
package campaignflows.local.operator;

import org.jspecify.annotations.NullMarked;
