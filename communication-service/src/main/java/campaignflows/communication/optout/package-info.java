/** How contacts say that they want to be left alone on a channel, and what holds to it: words, links and their page (M8, P6). */
@NullMarked
package campaignflows.communication.optout;

import org.jspecify.annotations.NullMarked;
