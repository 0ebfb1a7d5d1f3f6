/** Calls by phone through Twilio: what is said and asked, how a call is made, and what its provider tells of it. */
@NullMarked
package campaignflows.communication.voice;

import org.jspecify.annotations.NullMarked;
