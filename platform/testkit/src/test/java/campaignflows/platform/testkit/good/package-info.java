/** Fixtures of the test of the house rules. */
@NullMarked
package campaignflows.platform.testkit.good;

import org.jspecify.annotations.NullMarked;
