/** From due to handed over: claiming, checking, attempts, recovery after a crash. */
@NullMarked
package campaignflows.communication.dispatch;

import org.jspecify.annotations.NullMarked;
