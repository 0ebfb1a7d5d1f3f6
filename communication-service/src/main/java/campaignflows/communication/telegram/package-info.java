/** Sending by Telegram's Bot API. */
@NullMarked
package campaignflows.communication.telegram;

import org.jspecify.annotations.NullMarked;
