/** Fixtures of the test of the architecture rules that concern the seams. */
@NullMarked
package campaignflows.platform.database.rules;

import org.jspecify.annotations.NullMarked;
