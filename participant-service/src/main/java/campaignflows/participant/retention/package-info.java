/** Erasing participants, and results of ended communications, that their tenants keep no longer. */
@NullMarked
package campaignflows.participant.retention;

import org.jspecify.annotations.NullMarked;
