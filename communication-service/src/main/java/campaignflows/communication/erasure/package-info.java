/** Erasing people (rule P6): their communications keep what is counted and lose what is personal. */
@NullMarked
package campaignflows.communication.erasure;

import org.jspecify.annotations.NullMarked;
