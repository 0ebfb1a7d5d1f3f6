/** Erasing communications, and what contacts have said, that their tenants keep no longer. */
@NullMarked
package campaignflows.communication.retention;

import org.jspecify.annotations.NullMarked;
