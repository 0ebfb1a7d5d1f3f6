@NullMarked
package campaignflows.participant.support;

import org.jspecify.annotations.NullMarked;
