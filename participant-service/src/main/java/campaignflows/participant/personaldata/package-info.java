/** All that is kept about one person, in one document for that person. */
@NullMarked
package campaignflows.participant.personaldata;

import org.jspecify.annotations.NullMarked;
