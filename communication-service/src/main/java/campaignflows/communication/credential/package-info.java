/** Secrets of channels: encrypted at rest, never shown again. */
@NullMarked
package campaignflows.communication.credential;

import org.jspecify.annotations.NullMarked;
