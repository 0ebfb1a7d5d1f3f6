/** What is told of changes, so that anybody can find out later who made them. */
@NullMarked
package campaignflows.platform.contracts.audit;

import org.jspecify.annotations.NullMarked;
