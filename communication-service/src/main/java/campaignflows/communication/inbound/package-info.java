/**
 * What contacts say first or in answer: signed webhooks (rule M4), each message once, and what it means: a reply in an open
 * session, or the trigger Incoming Session.
 */
@NullMarked
package campaignflows.communication.inbound;

import org.jspecify.annotations.NullMarked;
