/** Fixtures of the test of the architecture rules. */
@NullMarked
package campaignflows.platform.testkit.good;

import org.jspecify.annotations.NullMarked;
