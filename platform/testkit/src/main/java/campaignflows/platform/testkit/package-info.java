/** What the tests of all services share: embedded servers, the rules of the house, waiting with a deadline. */
@NullMarked
package campaignflows.platform.testkit;

import org.jspecify.annotations.NullMarked;
