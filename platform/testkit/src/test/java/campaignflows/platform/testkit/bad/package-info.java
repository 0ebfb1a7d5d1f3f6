/** Fixtures of the test of the house rules. */
@NullMarked
package campaignflows.platform.testkit.bad;

import org.jspecify.annotations.NullMarked;
