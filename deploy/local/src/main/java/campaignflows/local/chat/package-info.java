/** The website of somebody who uses a web channel: a page with the chat on it. */
@NullMarked
package campaignflows.local.chat;

import org.jspecify.annotations.NullMarked;
