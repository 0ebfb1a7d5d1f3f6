/** Links that tie a Telegram chat to a customer: {@code https://t.me/<bot>?start=<payload>}. */
@NullMarked
package campaignflows.communication.startlink;

import org.jspecify.annotations.NullMarked;
