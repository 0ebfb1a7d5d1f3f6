/** Fixtures of the test of the naming rules; none of them has a test to run. */
@NullMarked
package campaignflows.platform.testkit.naming;

import org.jspecify.annotations.NullMarked;
