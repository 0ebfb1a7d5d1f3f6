/** Runs of campaigns: what lies between Start and Stop. */
@NullMarked
package campaignflows.participant.run;

import org.jspecify.annotations.NullMarked;
