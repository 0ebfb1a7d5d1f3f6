/** Fixtures of the test of the architecture rules. */
@NullMarked
package campaignflows.platform.testkit.bad;

import org.jspecify.annotations.NullMarked;
