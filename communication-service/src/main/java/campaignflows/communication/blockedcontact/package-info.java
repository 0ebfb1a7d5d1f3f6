/** What providers have said of contacts: who does not let a channel through. */
@NullMarked
package campaignflows.communication.blockedcontact;

import org.jspecify.annotations.NullMarked;
