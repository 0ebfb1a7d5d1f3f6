/** Email over SMTP: building a message, sending it, and knowing how that ended. */
@NullMarked
package campaignflows.communication.email;

import org.jspecify.annotations.NullMarked;
