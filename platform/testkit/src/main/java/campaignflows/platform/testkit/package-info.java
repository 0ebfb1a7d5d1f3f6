/** What the tests of all services share: embedded servers, the architecture rules, waiting with a deadline. */
@NullMarked
package campaignflows.platform.testkit;

import org.jspecify.annotations.NullMarked;
