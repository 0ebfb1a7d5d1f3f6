/** What this service keeps about one person, for whoever wants to know. */
@NullMarked
package campaignflows.communication.personaldata;

import org.jspecify.annotations.NullMarked;
