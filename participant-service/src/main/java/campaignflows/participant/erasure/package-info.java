/** Erasing a person (rule P6): here at once, in the other services until each of them has confirmed it. */
@NullMarked
package campaignflows.participant.erasure;

import org.jspecify.annotations.NullMarked;
