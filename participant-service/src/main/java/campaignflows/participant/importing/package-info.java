/** The import of a batch of rows in one transaction, once. */
@NullMarked
package campaignflows.participant.importing;

import org.jspecify.annotations.NullMarked;
