/** What a mail that came in is: a person's answer, a report of what was not delivered, or of no use here. */
@NullMarked
package campaignflows.communication.mail;

import org.jspecify.annotations.NullMarked;
