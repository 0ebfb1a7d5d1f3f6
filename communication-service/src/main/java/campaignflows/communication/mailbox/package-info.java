/** The mailboxes that answers and delivery reports of email channels come to: read on from where they were read to, each mail once. */
@NullMarked
package campaignflows.communication.mailbox;

import org.jspecify.annotations.NullMarked;
